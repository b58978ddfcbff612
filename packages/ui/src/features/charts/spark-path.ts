import type { SeriesColumns } from '@millrace/spec';

export interface SparkPath {
  /** SVG path data; a value that is no number breaks the line. */
  readonly line: string;
  readonly start: { readonly x: number; readonly y: number };
  readonly end: { readonly x: number; readonly y: number };
}

const PADDING = 2;
const round = (value: number): number => Math.round(value * 10) / 10;

/** `undefined` when no value can be drawn. */
export const sparkPath = (
  series: Pick<SeriesColumns, 'steps' | 'values'>,
  box: { width: number; height: number; lastStep?: number | undefined },
): SparkPath | undefined => {
  const finite = series.values.filter(Number.isFinite);
  if (finite.length === 0) return undefined;
  const low = Math.min(...finite);
  const spread = Math.max(...finite) - low || 1;
  const first = series.steps[0] ?? 0;
  const span = Math.max(1, (box.lastStep ?? series.steps.at(-1) ?? 0) - first);
  const at = (index: number) => ({
    x: round(PADDING + (((series.steps[index] ?? 0) - first) / span) * (box.width - 2 * PADDING)),
    y: round(PADDING + (1 - ((series.values[index] ?? low) - low) / spread) * (box.height - 2 * PADDING)),
  });
  let line = '';
  let start: SparkPath['start'] | undefined;
  let end: SparkPath['end'] = { x: 0, y: 0 };
  let pen = false;
  for (let index = 0; index < series.values.length; index++) {
    if (!Number.isFinite(series.values[index])) {
      pen = false;
      continue;
    }
    end = at(index);
    start ??= end;
    line += `${pen ? 'L' : 'M'}${end.x} ${end.y}`;
    pen = true;
  }
  return start === undefined ? undefined : { line, start, end };
};
