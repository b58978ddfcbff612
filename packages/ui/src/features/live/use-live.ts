import { useEffect, useEffectEvent } from 'react';
import { api } from '../../api/client.ts';
import { type Changes, createChangeGatherer } from './change-gatherer.ts';
import { connected, disconnected } from './connection.ts';

/** What a page looks at; without ids, everything. */
export interface LiveScope {
  readonly experimentIds?: readonly string[];
  readonly runIds?: readonly string[];
}

const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 10_000;

/** The page's one subscription. `onChanges` resolves when what it started is done. */
export const useLive = (scope: LiveScope, onChanges: (changes: Changes) => Promise<unknown>): void => {
  const tell = useEffectEvent(async (changes: Changes) => {
    await onChanges(changes);
  });
  const scopeKey = JSON.stringify(scope);

  useEffect(() => {
    const gatherer = createChangeGatherer((changes) => tell(changes));
    let cursor: string | undefined;
    let retryMs = FIRST_RETRY_MS;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let subscription: { unsubscribe(): void } | undefined;

    const open = (): void => {
      subscription = api.changes.watch.subscribe(
        { ...(JSON.parse(scopeKey) as LiveScope), cursor },
        {
          onStarted: () => {
            retryMs = FIRST_RETRY_MS;
            connected();
          },
          onConnectionStateChange: ({ state, error }) => {
            if (state === 'pending') connected();
            if (state === 'connecting' && error !== null) disconnected();
          },
          onData: ({ data }) => {
            cursor = data.cursor;
            connected();
            gatherer.add(data);
          },
          onError: () => {
            disconnected();
            timer = setTimeout(open, retryMs);
            retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
          },
        },
      );
    };
    open();

    return () => {
      clearTimeout(timer);
      subscription?.unsubscribe();
      gatherer.close();
    };
  }, [scopeKey]);
};
