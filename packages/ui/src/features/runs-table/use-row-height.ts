import { useSyncExternalStore } from 'react';
import { usePreference } from '../frame/preferences.ts';

const coarse = matchMedia('(pointer: coarse)');

/** The height of a table row in pixels, as the style sheet has it for this density. */
export const useRowHeight = (): number => {
  usePreference('density');
  return useSyncExternalStore(
    (listener) => {
      coarse.addEventListener('change', listener);
      return () => coarse.removeEventListener('change', listener);
    },
    () => Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--row')) || 24,
  );
};
