import { z } from 'zod';

const Text = z.string().min(1).optional().catch(undefined);

/** `1000-2000`, both ends included. */
const Range = z
  .string()
  .regex(/^-?\d+(\.\d+)?~-?\d+(\.\d+)?$/)
  .optional()
  .catch(undefined);

const Schema = z.object({
  tab: z.enum(['metrics', 'artifacts']).optional().catch(undefined),
  /** The x range zoomed to. */
  x: Range,
  /** Strength of smoothing, 0 to 1; without it, this browser's. */
  smooth: z
    .string()
    .regex(/^(0(\.\d+)?|1)$/)
    .optional()
    .catch(undefined),
  y: z.literal('log').optional().catch(undefined),
  /** Which metrics to show. */
  metric: Text,
  /** The artifact in the preview, of the run or of this model of it. */
  file: Text,
  model: Text,
});

export type RunSearch = z.output<typeof Schema>;

export const parseRunSearch = (raw: Record<string, unknown>): RunSearch => Schema.parse(raw);

export interface NumberRange {
  readonly start: number;
  readonly end: number;
}

export const readRange = (text: string | undefined): NumberRange | undefined => {
  const [start, end] = text?.split('~').map(Number) ?? [];
  if (start === undefined || end === undefined || !(start < end)) return undefined;
  return { start, end };
};

export const writeRange = ({ start, end }: NumberRange): string =>
  `${Number(start.toFixed(3))}~${Number(end.toFixed(3))}`;
