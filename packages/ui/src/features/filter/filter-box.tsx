import { ListFilter, X } from 'lucide-react';
import { clsx } from 'clsx';
import { useEffect, useId, useRef, useState } from 'react';
import { IconButton } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { text } from '../../text.ts';
import { useShortcuts } from '../frame/shortcuts.ts';
import { useIsPhone } from '../frame/use-is-phone.ts';
import { ColouredFilter } from './coloured-filter.tsx';
import { applyFix, readDraft } from './filter-draft.ts';
import { FilterHelp } from './filter-help.tsx';

export interface FilterBoxProps {
  /** The filter in force. */
  readonly applied: string;
  onApply(filter: string): void;
  /** "412 of 1,284". */
  readonly count: string;
}

/** Someone in the middle of a word makes no mistake yet. */
const SETTLE_MS = 700;

/** True once the text has stood still for a moment. */
const useSettled = (draft: string): boolean => {
  const [settled, setSettled] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSettled(draft), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [draft]);
  return settled === draft;
};

/** One line in the grammar of the server. What is shown stays by the last filter that was right. */
export const FilterBox = ({ applied, onApply, count }: FilterBoxProps) => {
  const [draft, setDraft] = useState(applied);
  const [refused, setRefused] = useState('');
  const [focused, setFocused] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const mirror = useRef<HTMLDivElement>(null);
  const help = useId();
  const isPhone = useIsPhone();
  useEffect(() => setDraft(applied), [applied]);
  useShortcuts([{ keys: '/', label: text.keys.filter, run: () => input.current?.focus() }]);

  const reading = readDraft(draft);
  const settled = useSettled(draft);
  const problem = reading.kind === 'problem' && (settled || refused === draft) ? reading.problem : undefined;

  const follow = (): void => {
    if (mirror.current !== null && input.current !== null) {
      mirror.current.scrollLeft = input.current.scrollLeft;
    }
  };
  const apply = (filter: string): void => {
    setDraft(filter);
    onApply(filter.trim());
  };
  const fix = (): void => {
    if (reading.kind !== 'problem') return;
    const fixed = applyFix(draft, reading.problem);
    setDraft(fixed);
    if (readDraft(fixed).kind === 'valid') apply(fixed);
    input.current?.focus();
  };
  const enter = (): void => {
    if (reading.kind === 'problem') setRefused(draft);
    else apply(reading.kind === 'words' ? reading.filter : draft);
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.key === 'Enter') enter();
    else if (event.key === 'Escape') {
      setDraft(applied);
      input.current?.blur();
    } else if (event.key === 'Tab' && !event.shiftKey && problem?.fix !== undefined) fix();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className="relative min-w-0 flex-1">
      <div
        className={clsx(
          'flex h-(--control) items-center gap-1.75 rounded-ctl border bg-surface pr-0.5 pl-2 text-3',
          problem !== undefined
            ? 'border-bad ring-2 ring-bad-soft'
            : 'border-line-2 focus-within:border-accent focus-within:ring-2 focus-within:ring-accent-soft',
        )}
      >
        <Icon of={ListFilter} small />
        <div className="relative h-full min-w-0 flex-1">
          <div
            ref={mirror}
            aria-hidden="true"
            className="code-type pointer-events-none absolute inset-0 overflow-hidden leading-[26px]! whitespace-pre text-1 pointer-coarse:leading-[34px]!"
          >
            <ColouredFilter text={draft} problem={problem} />
          </div>
          <input
            ref={input}
            value={draft}
            spellCheck={false}
            autoComplete="off"
            autoCapitalize="off"
            aria-label={text.filter.label}
            aria-invalid={problem !== undefined}
            aria-describedby={problem === undefined && reading.kind !== 'words' ? undefined : help}
            placeholder={isPhone ? text.filter.label : text.filter.placeholder}
            onChange={(event) => setDraft(event.target.value)}
            onScroll={follow}
            onKeyUp={follow}
            onKeyDown={onKeyDown}
            onFocus={() => setFocused(true)}
            onBlur={() => setFocused(false)}
            className="code-type absolute inset-0 w-full bg-transparent text-transparent caret-(--text) outline-none placeholder:text-3"
          />
        </div>
        <span className="shrink-0 pr-1.5 text-small" role="status">
          {count}
        </span>
        {draft !== '' && (
          <IconButton
            label={text.filter.clear}
            icon={<Icon of={X} small />}
            onClick={() => apply('')}
            className="size-6!"
          />
        )}
      </div>
      {(focused || problem !== undefined) && (
        <FilterHelp
          id={help}
          draft={draft}
          reading={reading}
          problem={problem}
          onFix={fix}
          onEnter={enter}
          offset={mirror.current?.scrollLeft ?? 0}
        />
      )}
    </div>
  );
};
