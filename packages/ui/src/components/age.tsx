import { useSyncExternalStore } from 'react';
import { formatAge, formatTimestamp } from '../format/time.ts';

/** One clock for every age on the page. */
const SECOND = 1000;
let now = Date.now();
const listeners = new Set<() => void>();
setInterval(() => {
  now = Date.now();
  for (const listener of listeners) listener();
}, SECOND);

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The time, renewed every so many milliseconds: what shows seconds wants one, ages do with fifteen. */
export const useNow = (every = 15 * SECOND): number =>
  useSyncExternalStore(subscribe, () => (every === SECOND ? now : now - (now % every)));

/** How long ago, with the exact time on hover. */
export const Age = ({ time, className }: { readonly time: number; readonly className?: string }) => {
  const text = formatAge(time, useNow());
  return (
    <time dateTime={new Date(time).toISOString()} title={formatTimestamp(time)} className={className}>
      {text}
    </time>
  );
};
