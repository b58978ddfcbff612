import { useEffect, useRef, useState } from 'react';

export interface InlineEditProps {
  readonly value: string;
  readonly label: string;
  readonly placeholder?: string;
  onSave(value: string): void;
  onCancel(): void;
}

/** A name where it stands, being written. Enter or leaving keeps it, Esc does not. */
export const InlineEdit = ({ value, label, placeholder, onSave, onCancel }: InlineEditProps) => {
  const [draft, setDraft] = useState(value);
  const input = useRef<HTMLInputElement>(null);
  const done = useRef(false);
  useEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);
  const finish = (save: boolean): void => {
    if (done.current) return;
    done.current = true;
    if (save && draft.trim() !== '') onSave(draft.trim());
    else onCancel();
  };
  return (
    <input
      ref={input}
      value={draft}
      aria-label={label}
      placeholder={placeholder}
      onChange={(event) => setDraft(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') finish(true);
        if (event.key === 'Escape') finish(false);
        event.stopPropagation();
      }}
      onBlur={() => finish(true)}
      onClick={(event) => event.stopPropagation()}
      className="h-6.5 w-full min-w-40 rounded-ctl border border-accent bg-surface px-1.5 ring-2 ring-accent-soft outline-none placeholder:text-3"
    />
  );
};
