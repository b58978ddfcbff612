import { clsx } from 'clsx';
import type { ReactNode } from 'react';

const TONES = {
  plain: 'text-2 inset-ring inset-ring-line-2',
  accent: 'bg-accent-soft text-accent inset-ring inset-ring-accent-line',
  ok: 'bg-ok-soft text-ok',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
} as const;

export interface ChipProps {
  readonly tone?: keyof typeof TONES;
  /** Shown before the value, quieter. */
  readonly name?: string;
  readonly children: ReactNode;
  readonly className?: string;
}

export const Chip = ({ tone = 'plain', name, children, className }: ChipProps) => (
  <span
    className={clsx(
      'name-type inline-flex h-4.5 max-w-full items-center gap-1.25 rounded-chip px-1.5 text-small/[18px] whitespace-nowrap',
      TONES[tone],
      className,
    )}
  >
    {name !== undefined && <span className="shrink-0 text-3">{name}</span>}
    <span className="min-w-0 truncate">{children}</span>
  </span>
);
