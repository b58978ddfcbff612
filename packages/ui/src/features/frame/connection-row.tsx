import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import { useNow } from '../../components/age.tsx';
import { Tooltip } from '../../components/tooltip.tsx';
import { baseUrl } from '../../base-url.ts';
import { formatAge } from '../../format/time.ts';
import { text } from '../../text.ts';
import { type Connection, useConnection } from '../live/connection.ts';

const DOT: Record<Connection['state'], string> = {
  connecting: 'bg-line-ctl',
  live: 'bg-ok',
  reconnecting: 'bg-warn',
  offline: 'bg-bad rounded-none!',
};

/** Which server this is, and whether what it knows arrives here as it happens. */
export const ConnectionRow = ({
  rail,
  children,
}: {
  readonly rail: boolean;
  readonly children: ReactNode;
}) => {
  const connection = useConnection();
  const state = text.connection(connection.state, formatAge(connection.since, useNow()));
  const { host } = baseUrl();
  return (
    <div
      className={clsx(
        '-mx-2 flex h-9 shrink-0 items-center gap-2 border-t border-line pr-1 pl-4 text-small text-3',
        rail && 'justify-center px-0!',
      )}
    >
      <Tooltip side="right" label={`${host} · ${state}`}>
        <button type="button" className="flex min-w-0 items-center gap-2" aria-label={`${host}: ${state}`}>
          <span className={clsx('size-1.5 shrink-0 rounded-full', DOT[connection.state])} />
          {!rail && <span className="truncate">{connection.state === 'live' ? host : state}</span>}
        </button>
      </Tooltip>
      <span role="status" className="sr-only">
        {connection.state === 'offline' || connection.state === 'reconnecting' ? state : ''}
      </span>
      {!rail && children}
    </div>
  );
};
