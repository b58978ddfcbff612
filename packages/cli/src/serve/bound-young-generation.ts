import { PerformanceObserver } from 'node:perf_hooks';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** Bytes of V8's new space beyond which it grows no more. */
const ENOUGH = 16 * 1024 * 1024;

const newSpace = (): number =>
  getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_size ?? 0;

/**
 * Under a stream of large requests V8 lets its new space grow to some 130 MB, which made the server no faster in any
 * measurement and a third larger. `--max-semi-space-size` is read only when a process starts, and a command has no
 * place for it that every system's `env` understands; the growth factor is read whenever the space would grow.
 */
export const boundYoungGeneration = (): void => {
  let grows = true;
  new PerformanceObserver(() => {
    const mayGrow = newSpace() < ENOUGH;
    if (mayGrow === grows) return;
    grows = mayGrow;
    setFlagsFromString(`--semi-space-growth-factor=${mayGrow ? 2 : 1}`);
  }).observe({ entryTypes: ['gc'] });
};
