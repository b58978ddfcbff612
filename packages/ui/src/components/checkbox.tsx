import { clsx } from 'clsx';

export interface CheckboxProps {
  readonly label: string;
  readonly checked: boolean | 'mixed';
  onToggle(event: React.MouseEvent): void;
  readonly tabIndex?: number;
}

export const Checkbox = ({ label, checked, onToggle, tabIndex }: CheckboxProps) => (
  <button
    type="button"
    role="checkbox"
    aria-label={label}
    aria-checked={checked}
    tabIndex={tabIndex}
    onClick={(event) => {
      event.stopPropagation();
      onToggle(event);
    }}
    className={clsx(
      'relative grid size-3.5 shrink-0 place-items-center rounded-[3px] border after:absolute after:-inset-1.5',
      checked === false
        ? 'border-[color-mix(in_oklch,var(--line-ctl)_62%,var(--surface))] bg-surface group-hover:border-line-ctl hover:border-line-ctl focus-visible:border-line-ctl'
        : 'border-accent bg-accent text-on-accent',
    )}
  >
    {checked !== false && (
      <svg
        viewBox="0 0 12 12"
        className="size-3"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.8"
        aria-hidden="true"
      >
        <path d={checked === 'mixed' ? 'M2.5 6h7' : 'M2.4 6.3l2.5 2.5 4.7-5.3'} strokeLinecap="round" />
      </svg>
    )}
  </button>
);
