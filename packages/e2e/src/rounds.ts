/** How often a fault is repeated: a few times with every change, often in `npm run test:faults` and at night. */
export const rounds = ({ quick, full }: { quick: number; full: number }): number =>
  isThorough() ? full : quick;

/** Whether there is time for what takes minutes. */
export const isThorough = (): boolean => process.env['MILLRACE_FAULTS'] === 'thorough';

/** MILLRACE_SEED repeats a run's chances. */
export const SEED: number = Number(process.env['MILLRACE_SEED'] ?? Date.now() % 1_000_000);
