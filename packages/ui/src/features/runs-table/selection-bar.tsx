import { RotateCcw, Trash2 } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Kbd } from '../../components/kbd.tsx';
import { text } from '../../text.ts';
import type { Deed } from './run-actions.ts';

export interface SelectionBarProps {
  readonly count: number;
  /** Selected runs the filter does not show. */
  readonly hidden: number;
  readonly deed: Deed;
  onDeed(): void;
  onClear(): void;
}

/** What can be done with the selected runs. Floats, and shifts nothing. */
export const SelectionBar = ({ count, hidden, deed, onDeed, onClear }: SelectionBarProps) => (
  <div
    role="toolbar"
    aria-label={text.runs.selection}
    className="absolute bottom-10 left-1/2 z-5 flex h-9.5 -translate-x-1/2 items-center gap-0.5 rounded-bar border border-line-2 bg-pop pr-1.5 pl-3 whitespace-nowrap shadow-pop"
  >
    <span className="mr-2 font-strong" role="status">
      {text.runs.selected(count, hidden)}
    </span>
    <Button
      variant={deed === 'delete' ? 'danger' : 'quiet'}
      icon={<Icon of={deed === 'delete' ? Trash2 : RotateCcw} small />}
      onClick={onDeed}
    >
      {text.runs.deed[deed]}
    </Button>
    <span className="mx-1.5 h-4.5 w-px bg-line-2" aria-hidden="true" />
    <Button variant="quiet" onClick={onClear}>
      {text.clear} <Kbd>Esc</Kbd>
    </Button>
  </div>
);
