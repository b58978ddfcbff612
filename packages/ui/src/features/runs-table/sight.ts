import { useSyncExternalStore } from 'react';

/** Which rows are in sight. Kept outside React's state: scrolling repaints the footer, not the page. */
export interface Sight {
  readonly first: number;
  readonly last: number;
}

export interface SightStore {
  read(): Sight;
  write(sight: Sight): void;
  subscribe(listener: () => void): () => void;
}

export const createSightStore = (): SightStore => {
  let sight: Sight = { first: 0, last: 0 };
  const listeners = new Set<() => void>();
  return {
    read: () => sight,
    write: (next) => {
      if (next.first === sight.first && next.last === sight.last) return;
      sight = next;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};

export const useSight = (store: SightStore): Sight => useSyncExternalStore(store.subscribe, store.read);
