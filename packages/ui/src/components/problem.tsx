import { TriangleAlert } from 'lucide-react';
import { text } from '../text.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';

export interface ProblemProps {
  readonly error: Error;
  onRetry?: (() => void) | undefined;
}

/** What went wrong, and what to do now. */
export const Problem = ({ error, onRetry }: ProblemProps) => (
  <div role="alert" className="flex flex-col items-center gap-2 px-6 py-10 text-center">
    <Icon of={TriangleAlert} className="text-bad" />
    <p className="max-w-120 text-2 wrap-anywhere">{text.explain(error)}</p>
    {onRetry !== undefined && (
      <Button small onClick={onRetry}>
        {text.tryAgain}
      </Button>
    )}
  </div>
);
