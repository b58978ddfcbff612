import { clsx } from 'clsx';
import type { ComponentProps, ReactNode } from 'react';
import { Kbd } from './kbd.tsx';
import { Tooltip } from './tooltip.tsx';

const VARIANTS = {
  primary: 'border-accent bg-accent text-on-accent font-strong hover:bg-accent-2 hover:border-accent-2',
  outline: 'border-line-2 bg-surface text-1 hover:bg-hover',
  quiet: 'border-transparent text-2 hover:bg-hover hover:text-1',
  danger: 'border-transparent text-bad hover:bg-bad-soft',
} as const;

export interface ButtonProps extends ComponentProps<'button'> {
  readonly variant?: keyof typeof VARIANTS;
  readonly small?: boolean;
  readonly icon?: ReactNode;
  readonly pressed?: boolean;
}

export const Button = ({
  variant = 'outline',
  small = false,
  icon,
  pressed,
  className,
  children,
  ...rest
}: ButtonProps) => (
  <button
    type="button"
    aria-pressed={pressed}
    className={clsx(
      'inline-flex shrink-0 items-center gap-1.5 rounded-ctl border whitespace-nowrap disabled:opacity-55',
      small ? 'h-6 px-1.75 text-small' : 'h-(--control) px-2.25',
      pressed === true ? 'border-accent-line bg-accent-soft text-accent' : VARIANTS[variant],
      className,
    )}
    {...rest}
  >
    {icon}
    {children}
  </button>
);

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  readonly label: string;
  readonly icon: ReactNode;
  readonly shortcut?: string;
}

/** An icon alone, so it has a tooltip and a name. */
export const IconButton = ({ label, icon, shortcut, className, ...rest }: IconButtonProps) => (
  <Tooltip
    label={
      <span className="flex items-center gap-2">
        {label}
        {shortcut !== undefined && <Kbd>{shortcut}</Kbd>}
      </span>
    }
  >
    <button
      type="button"
      aria-label={label}
      className={clsx(
        'inline-grid size-6.5 shrink-0 place-items-center rounded-ctl text-3 hover:bg-hover hover:text-1 pointer-coarse:size-10',
        className,
      )}
      {...rest}
    >
      {icon}
    </button>
  </Tooltip>
);
