import type { Run, RunInfo } from '@millrace/spec';
import { encodeRun } from './run.ts';

/** A run as it was encoded last, by its info: a store hands out the same parts as long as they have not changed. */
const texts = new WeakMap<RunInfo, { run: Run; text: string }>();

const hasSameParts = (left: Run, right: Run): boolean => {
  const parts = Object.keys(left) as (keyof Run)[];
  return parts.length === Object.keys(right).length && parts.every((part) => left[part] === right[part]);
};

/** The run as JSON text. A page of runs is mostly what the page before it was. */
export const encodeRunText = (run: Run): string => {
  const known = texts.get(run.info);
  if (known !== undefined && hasSameParts(known.run, run)) return known.text;
  const text = JSON.stringify(encodeRun(run));
  texts.set(run.info, { run, text });
  return text;
};
