/** How finely the visible range is divided: smoothing looks the same however many points there are. */
const VIEWPORT = 1000;

/**
 * Exponential moving average whose memory is a distance on the x axis, not a number of points, and which does not lean
 * on a start at zero. As in W&B's charts: https://docs.wandb.ai/guides/app/features/panels/line-plot/smoothing
 * `strength` is 0 (none) to below 1. A value that is no number breaks the line and is not remembered.
 */
export const smooth = (
  xs: readonly number[],
  values: readonly number[],
  strength: number,
): (number | null)[] => {
  const first = xs[0] ?? 0;
  const span = (xs.at(-1) ?? first) - first || 1;
  const weight = Math.min(Math.sqrt(Math.max(0, strength)), 0.999);
  let sum = 0;
  let mass = 0;
  let before = first;
  return values.map((value, index) => {
    if (!Number.isFinite(value)) return null;
    if (weight === 0) return value;
    const x = xs[index] ?? before;
    const kept = weight ** (((x - before) / span) * VIEWPORT);
    before = x;
    sum = sum * kept + value;
    mass = mass * kept + 1;
    return sum / mass;
  });
};
