import { measureTree } from './process-tree.ts';

/** Resident bytes of a server's processes. */
export interface MemoryUse {
  readonly start: number;
  readonly peak: number;
  readonly end: number;
  /** At the end, with shared pages split among those who share them. */
  readonly proportionalEnd: number;
}

const PERIOD_MS = 250;

/** Watches a process tree while `work` runs. */
export const watchMemory = async <T>(
  pid: number,
  work: () => Promise<T>,
): Promise<{ value: T; memory: MemoryUse }> => {
  const start = measureTree(pid).residentBytes;
  let peak = start;
  const timer = setInterval(() => {
    peak = Math.max(peak, measureTree(pid).residentBytes);
  }, PERIOD_MS);
  try {
    const value = await work();
    const end = measureTree(pid);
    peak = Math.max(peak, end.residentBytes);
    return { value, memory: { start, peak, end: end.residentBytes, proportionalEnd: end.proportionalBytes } };
  } finally {
    clearInterval(timer);
  }
};
