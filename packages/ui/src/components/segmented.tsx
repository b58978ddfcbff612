import { clsx } from 'clsx';

export interface SegmentedProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  onChange(value: Value): void;
}

/** One of a few, all in sight. */
export const Segmented = <Value extends string>({
  label,
  value,
  options,
  onChange,
}: SegmentedProps<Value>) => (
  <div
    role="radiogroup"
    aria-label={label}
    className="inline-flex h-(--control) shrink-0 rounded-ctl border border-line-2 bg-sunken p-px"
  >
    {options.map((option) => (
      <label
        key={option.value}
        className={clsx(
          'grid place-items-center rounded-[4px] px-2.25 whitespace-nowrap has-focus-visible:outline-2 has-focus-visible:outline-accent',
          option.value === value ? 'bg-surface font-strong ring ring-line-2' : 'text-2 hover:text-1',
        )}
      >
        <input
          type="radio"
          name={label}
          className="sr-only"
          checked={option.value === value}
          onChange={() => onChange(option.value)}
        />
        {option.label}
      </label>
    ))}
  </div>
);
