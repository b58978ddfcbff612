import type { ReactNode } from 'react';
import { useId } from 'react';
import { formatCount } from '../../format/number.ts';

export interface DataCardProps {
  readonly title: string;
  readonly count: number;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

/** A card that holds one small table. */
export const DataCard = ({ title, count, action, children }: DataCardProps) => {
  const id = useId();
  return (
    <section aria-labelledby={id} className="min-w-0 rounded-card border border-line bg-surface pb-1">
      <div className="flex h-9 items-center gap-2 pr-2 pl-3.5">
        <h2 id={id} className="font-bold">
          {title}
        </h2>
        <span className="text-3">{formatCount(count)}</span>
        <div className="ml-auto">{action}</div>
      </div>
      <table className="w-full table-fixed">{children}</table>
    </section>
  );
};

export const DataHead = ({ children }: { readonly children: ReactNode }) => (
  <thead>
    <tr className="h-6 text-caption text-3">{children}</tr>
  </thead>
);

export interface FilterFieldProps {
  readonly label: string;
  readonly value: string;
  onChange(value: string): void;
}

export const FilterField = ({ label, value, onChange }: FilterFieldProps) => (
  <input
    type="search"
    aria-label={label}
    placeholder={label}
    value={value}
    onChange={(event) => onChange(event.target.value)}
    className="h-6.5 w-36 rounded-ctl border border-line-2 bg-surface px-2 text-small placeholder:text-3"
  />
);
