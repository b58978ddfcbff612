import { useEffect, useRef, useSyncExternalStore } from 'react';
import { readPreference } from './preferences.ts';

export interface Shortcut {
  /** `j`, `Shift+J`, `Alt+M`, `Ctrl+Z`, `g h`, `Escape`. Ctrl means Cmd on a Mac. */
  readonly keys: string;
  readonly label: string;
  /** `false` says: not now, let another have it. */
  run(event: KeyboardEvent): boolean | void;
}

/** Who may answer a key: a page before the frame. `implied` keys work like everywhere and need no naming. */
type Layer = 'frame' | 'page' | 'implied';

interface ShortcutSet {
  readonly layer: Layer;
  readonly latest: { readonly current: readonly Shortcut[] };
}

const ORDER: Record<Layer, number> = { page: 0, implied: 1, frame: 2 };
let sets: readonly ShortcutSet[] = [];
const listeners = new Set<() => void>();

const change = (next: typeof sets): void => {
  sets = next.toSorted((a, b) => ORDER[a.layer] - ORDER[b.layer]);
  for (const listener of listeners) listener();
};

const CHORD_MS = 600;
let chord: { readonly key: string; readonly at: number } | undefined;

/** As written in `Shortcut.keys`. Shift is told only with letters: `?` is `?` on every keyboard. */
export const keysOf = (
  event: Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>,
): string => {
  const { key } = event;
  const isLetter = /^[a-z]$/i.test(key);
  const parts = [];
  if (event.ctrlKey || event.metaKey) parts.push('Ctrl');
  if (event.altKey) parts.push('Alt');
  if (event.shiftKey && (isLetter || key.length > 1)) parts.push('Shift');
  parts.push(isLetter && parts.length > 0 ? key.toUpperCase() : key);
  return parts.join('+');
};

const TYPING =
  'input:not([type=checkbox],[type=radio],[type=range]), textarea, select, [contenteditable=true]';
const OWN_KEYS = '[role=dialog], [role=menu], [role=listbox]';
const PRESSABLE = 'a, button, summary, label, input';

const belongsElsewhere = (event: KeyboardEvent, keys: string): boolean => {
  const { target } = event;
  if (!(target instanceof Element) || keys.startsWith('Ctrl+') || keys.startsWith('Alt+')) {
    return keys === 'Ctrl+Z' && target instanceof Element && target.closest(TYPING) !== null;
  }
  if (target.closest(TYPING) !== null || target.closest(OWN_KEYS) !== null) return true;
  if ((keys === 'Enter' || keys === ' ') && target.closest(PRESSABLE) !== null) return true;
  return keys.length === 1 && readPreference('letterKeys') === 'off';
};

const onKeyDown = (event: KeyboardEvent): void => {
  if (event.defaultPrevented || event.isComposing) return;
  const keys = keysOf(event);
  if (belongsElsewhere(event, keys)) return;
  const all = sets.flatMap((set) => set.latest.current);
  const isSecond = chord !== undefined && event.timeStamp - chord.at < CHORD_MS;
  const wanted = isSecond && chord !== undefined ? `${chord.key} ${keys}` : keys;
  chord = undefined;
  for (const shortcut of all) {
    if (shortcut.keys === wanted && shortcut.run(event) !== false) {
      event.preventDefault();
      return;
    }
  }
  if (all.some((shortcut) => shortcut.keys.startsWith(`${keys} `))) {
    chord = { key: keys, at: event.timeStamp };
  }
};

addEventListener('keydown', onKeyDown);

/** Keys that work while the component is there. */
export const useShortcuts = (shortcuts: readonly Shortcut[], layer: Layer = 'page'): void => {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    const set = { layer, latest };
    change([...sets, set]);
    return () => change(sets.filter((other) => other !== set));
  }, [layer]);
};

/** Every key that works here, for the sheet: the page's first. */
export const useActiveShortcuts = (): readonly (readonly Shortcut[])[] => {
  const active = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => sets,
  );
  return active.filter((set) => set.layer !== 'implied').map((set) => set.latest.current);
};
