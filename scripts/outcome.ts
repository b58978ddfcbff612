/** How many of something went which way. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const sumOutcomes = (outcomes: readonly Outcome[]): Outcome =>
  outcomes.reduce(
    (sum, it) => ({
      passed: sum.passed + it.passed,
      failed: sum.failed + it.failed,
      skipped: sum.skipped + it.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );

export const formatOutcome = ({ passed, failed, skipped }: Outcome): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
