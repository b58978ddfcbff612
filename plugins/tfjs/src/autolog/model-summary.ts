import type { LayersModel } from '@tensorflow/tfjs';

/** What `model.summary()` prints. */
export const modelSummary = (model: LayersModel): string => {
  const lines: string[] = [];
  model.summary(undefined, undefined, (line: string) => lines.push(line));
  return `${lines.join('\n')}\n`;
};
