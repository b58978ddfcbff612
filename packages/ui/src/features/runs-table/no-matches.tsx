import { Button } from '../../components/button.tsx';
import { text } from '../../text.ts';

export interface NoMatchesProps {
  readonly filter: string | undefined;
  onClear(): void;
}

/** Nothing found is not the same as nothing there: it names the filter and offers to lift it. */
export const NoMatches = ({ filter, onClear }: NoMatchesProps) => (
  <div className="flex min-h-0 flex-1 flex-col items-center gap-2 px-6 pt-16 text-center">
    <h2 className="text-title">{filter === undefined ? text.runs.noDeleted : text.runs.noMatches}</h2>
    {filter !== undefined && (
      <>
        <code className="max-w-160 text-2 wrap-anywhere">{filter}</code>
        <Button onClick={onClear} className="mt-1">
          {text.filter.clear}
        </Button>
      </>
    )}
  </div>
);
