import { Link, type LinkProps } from '@tanstack/react-router';
import { clsx } from 'clsx';

export interface TabLinkProps {
  readonly link: LinkProps;
  readonly label: string;
  readonly count?: number | undefined;
  readonly active: boolean;
}

/** A tab is a link: it has an address. */
export const TabLink = ({ link, label, count, active }: TabLinkProps) => (
  <Link
    {...link}
    aria-current={active ? 'page' : undefined}
    className={clsx(
      'relative flex items-center gap-1.5 px-2.25 whitespace-nowrap hover:text-1 hover:no-underline',
      active
        ? 'font-strong text-1 after:absolute after:inset-x-2.25 after:-bottom-px after:h-0.5 after:rounded-[1px] after:bg-accent'
        : 'text-2',
    )}
  >
    {label}
    {count !== undefined && <span className="text-small font-normal text-3">{count}</span>}
  </Link>
);
