import { MillraceError } from '@millrace/spec';

/** What is wrong with a filter, and where: `text.slice(start, end)`. */
export interface SearchProblem {
  /** What was found and what was expected, without its place. */
  readonly message: string;
  readonly start: number;
  readonly end: number;
  /** Puts `replacement` in the place of `start` to `end`. */
  readonly fix?: { readonly label: string; readonly replacement: string } | undefined;
}

const NEAR = 40;

const isProblem = (value: unknown): value is SearchProblem =>
  typeof value === 'object' && value !== null && 'message' in value && 'start' in value && 'end' in value;

/** The problem an error of this package carries. */
export const problemOf = (error: unknown): SearchProblem | undefined =>
  MillraceError.is(error) && isProblem(error.cause) ? error.cause : undefined;

/** As an error for whoever sent the text: says the place, the text there, and the fix when there is one. */
export const searchError = (text: string, problem: SearchProblem, kind = 'filter'): MillraceError => {
  const near = text.slice(
    problem.start,
    Math.min(Math.max(problem.end, problem.start + 1), problem.start + NEAR),
  );
  const place =
    near === '' ? 'at the end' : `at character ${problem.start + 1}, near ${JSON.stringify(near)}`;
  const hint = problem.fix === undefined ? '' : `. ${problem.fix.label}`;
  return new MillraceError('INVALID_PARAMETER_VALUE', `Invalid ${kind} ${place}: ${problem.message}${hint}`, {
    reason: `search/invalid-${kind.replace('_', '-')}`,
    cause: problem,
  });
};
