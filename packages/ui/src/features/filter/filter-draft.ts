import { checkFilter, runGrammar, type SearchProblem } from '@millrace/search';

/** What a text in the filter box amounts to. */
export type FilterDraft =
  | { readonly kind: 'empty' }
  | { readonly kind: 'valid' }
  /** Words that are no filter: probably a name. `filter` finds it. */
  | { readonly kind: 'words'; readonly filter: string }
  | { readonly kind: 'problem'; readonly problem: SearchProblem };

const WORDS = /^[\p{L}\p{N}_][\p{L}\p{N}_\-/.: ]*$/u;

const nameContains = (words: string): string =>
  `attributes.run_name ILIKE '%${words.replaceAll("'", "''")}%'`;

export const readDraft = (draft: string): FilterDraft => {
  const typed = draft.trim();
  if (typed === '') return { kind: 'empty' };
  const checked = checkFilter(draft, runGrammar);
  if (!('problem' in checked)) return { kind: 'valid' };
  if (
    WORDS.test(typed) &&
    !/^(metrics?|params?|parameters?|tags?|attributes?|attr|run|datasets?)\./i.test(typed)
  ) {
    return { kind: 'words', filter: nameContains(typed) };
  }
  return { kind: 'problem', problem: checked.problem };
};

/** The text with the problem's fix in its place. */
export const applyFix = (draft: string, problem: SearchProblem): string =>
  problem.fix === undefined
    ? draft
    : draft.slice(0, problem.start) + problem.fix.replacement + draft.slice(problem.end);

/** A line of carets under the problem's place, at least one. */
export const caretLine = ({ start, end }: SearchProblem): string =>
  ' '.repeat(start) + '^'.repeat(Math.max(1, end - start));
