/**
 * How often a fault is repeated: a few times with every change, often in `npm run test:faults` and at night. MILLRACE_ROUNDS
 * says otherwise.
 */
export const rounds = ({ quick, full }: { quick: number; full: number }): number => {
  const chosen = Number(process.env['MILLRACE_ROUNDS'] ?? 0);
  if (chosen > 0) return chosen;
  return isThorough() ? full : quick;
};

/** Whether there is time for what takes minutes. */
export const isThorough = (): boolean => process.env['MILLRACE_FAULTS'] === 'thorough';

/** MILLRACE_SEED repeats a run's chances. */
export const SEED: number = Number(process.env['MILLRACE_SEED'] ?? Date.now() % 1_000_000);
