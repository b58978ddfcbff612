import type { SampleRequest, SeriesColumns } from '@millrace/spec';
import type { Columns } from './columns.ts';
import { downsample } from './downsample.ts';
import { evenlySpaced } from './evenly-spaced.ts';

const pick = (column: Float64Array, indices: Uint32Array): number[] =>
  Array.from(indices, (index) => column[index] as number);

/** A curve of at most `maxPoints` points, from columns in step order. */
export const toSeries = (
  columns: Columns,
  {
    runId,
    key,
    maxPoints,
    spacing,
  }: Pick<SampleRequest, 'maxPoints' | 'spacing'> & { runId: string; key: string },
): SeriesColumns => {
  const kept = spacing === 'even' ? evenlySpaced(columns.count, maxPoints) : downsample(columns, maxPoints);
  return {
    runId,
    key,
    steps: pick(columns.steps, kept),
    timestamps: pick(columns.timestamps, kept),
    values: pick(columns.values, kept),
    total: columns.count,
  };
};
