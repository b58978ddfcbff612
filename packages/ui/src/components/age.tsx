import { useSyncExternalStore } from 'react';
import { formatAge, formatTimestamp } from '../format/time.ts';

/** One clock for every age on the page. */
let now = Date.now();
const listeners = new Set<() => void>();
setInterval(() => {
  now = Date.now();
  for (const listener of listeners) listener();
}, 15_000);

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useNow = (): number => useSyncExternalStore(subscribe, () => now);

/** How long ago, with the exact time on hover. */
export const Age = ({ time, className }: { readonly time: number; readonly className?: string }) => {
  const text = formatAge(time, useNow());
  return (
    <time dateTime={new Date(time).toISOString()} title={formatTimestamp(time)} className={className}>
      {text}
    </time>
  );
};
