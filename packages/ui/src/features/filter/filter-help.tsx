import type { SearchProblem } from '@millrace/search';
import { Button } from '../../components/button.tsx';
import { Kbd } from '../../components/kbd.tsx';
import { text } from '../../text.ts';
import { caretLine, type FilterDraft } from './filter-draft.ts';

export interface FilterHelpProps {
  readonly id: string;
  readonly draft: string;
  readonly reading: FilterDraft;
  readonly problem: SearchProblem | undefined;
  /** How far the text is scrolled: carets stay under their letters. */
  readonly offset: number;
  onFix(): void;
  onEnter(): void;
}

const PANEL =
  'absolute inset-x-0 top-full z-4 mt-1 overflow-hidden rounded-ctl border border-line-2 bg-pop shadow-pop';

/** Right under the text: what is wrong and its fix, or what a plain word would do. */
export const FilterHelp = ({ id, draft, reading, problem, offset, onFix, onEnter }: FilterHelpProps) => {
  if (problem !== undefined) {
    return (
      <div id={id} className={PANEL}>
        <div className="code-type overflow-hidden pt-1 pl-7.25 leading-4! whitespace-pre text-bad">
          <span aria-hidden="true" className="inline-block" style={{ marginLeft: -offset }}>
            {caretLine(problem)}{' '}
          </span>
          <span className="whitespace-normal">{problem.message}</span>
        </div>
        <div className="flex min-h-8 items-center gap-3 px-2 pb-1 pl-7.25 text-small text-3">
          <span>{text.filter.keepsLast}</span>
          {problem.fix !== undefined && (
            <Button
              small
              className="ml-auto"
              onPointerDown={(event) => event.preventDefault()}
              onClick={onFix}
            >
              {problem.fix.label} <Kbd>Tab</Kbd>
            </Button>
          )}
        </div>
      </div>
    );
  }
  if (reading.kind !== 'words') return null;
  return (
    <div id={id} className={`${PANEL} p-1`}>
      <button
        type="button"
        onPointerDown={(event) => event.preventDefault()}
        onClick={onEnter}
        className="flex h-7 w-full items-center gap-2 rounded-ctl bg-accent-soft px-2 text-left text-small"
      >
        <span>
          {text.filter.nameContains} <span className="font-strong">{draft.trim()}</span>
        </span>
        <span className="ml-auto">
          <Kbd>↵</Kbd>
        </span>
      </button>
    </div>
  );
};
