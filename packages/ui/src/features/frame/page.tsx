import { Link, type LinkProps } from '@tanstack/react-router';
import { clsx } from 'clsx';
import { type ReactNode, useEffect } from 'react';

export interface Crumb {
  readonly label: string;
  readonly link: LinkProps;
}

export interface PageProps {
  readonly crumbs?: readonly Crumb[];
  /** The document's title and, unless `heading` replaces it, the h1. */
  readonly title: string;
  readonly heading?: ReactNode;
  /** Beside the title, quieter. */
  readonly aside?: ReactNode;
  readonly tabs?: ReactNode;
  readonly actions?: ReactNode;
  /** `canvas` is behind cards; tables stand on `surface`. */
  readonly ground?: 'canvas' | 'surface';
  readonly children: ReactNode;
}

/** One column: the header, then what the page is about. */
export const Page = (props: PageProps) => {
  const { crumbs = [], title, heading, aside, tabs, actions, ground = 'surface', children } = props;
  useEffect(() => {
    document.title = `${title} · millrace`;
  }, [title]);
  return (
    <main
      id="main"
      tabIndex={-1}
      className={clsx(
        'flex min-h-0 min-w-0 flex-col outline-none',
        ground === 'canvas' ? 'bg-canvas' : 'bg-surface',
      )}
    >
      <header className="flex h-11 shrink-0 items-center gap-3 border-b border-line bg-surface pr-3 pl-4 max-tablet:h-12 max-tablet:pl-3.5">
        <nav aria-label="Breadcrumb" className="min-w-0 has-[ol:empty]:hidden max-tablet:hidden">
          <ol className="flex min-w-0 items-center gap-1.5">
            {crumbs.map((crumb) => (
              <li key={crumb.label} className="flex min-w-0 items-center gap-1.5 text-2">
                <Link {...crumb.link} className="name-type truncate">
                  {crumb.label}
                </Link>
                <span aria-hidden="true" className="text-off">
                  /
                </span>
              </li>
            ))}
          </ol>
        </nav>
        <div className={clsx('flex min-w-0 items-center gap-2.5', crumbs.length > 0 && 'tablet:-ml-1.5')}>
          {heading ?? <h1 className="name-type truncate text-title">{title}</h1>}
          {aside}
        </div>
        {tabs !== undefined && <div className="flex h-full min-w-0 max-tablet:hidden">{tabs}</div>}
        {actions !== undefined && <div className="ml-auto flex shrink-0 items-center gap-2">{actions}</div>}
      </header>
      {tabs !== undefined && (
        <div className="flex h-10 shrink-0 overflow-x-auto border-b border-line bg-surface px-1.5 tablet:hidden">
          {tabs}
        </div>
      )}
      {children}
    </main>
  );
};
