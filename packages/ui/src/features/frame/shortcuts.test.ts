import { beforeAll, expect, it, vi } from 'vitest';

const event = (
  key: string,
  held: Partial<Record<'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey', boolean>> = {},
) => ({
  key,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  ...held,
});

let keysOf: (pressed: ReturnType<typeof event>) => string;

beforeAll(async () => {
  // The module listens on the window and reads preferences from the browser.
  vi.stubGlobal('addEventListener', () => {});
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => {} }));
  ({ keysOf } = await import('./shortcuts.ts'));
});

it.each([
  [event('j'), 'j'],
  [event('J', { shiftKey: true }), 'Shift+J'],
  [event('?', { shiftKey: true }), '?'],
  [event('m', { altKey: true }), 'Alt+M'],
  [event('z', { ctrlKey: true }), 'Ctrl+Z'],
  [event('z', { metaKey: true }), 'Ctrl+Z'],
  [event('Enter'), 'Enter'],
  [event('Tab', { shiftKey: true }), 'Shift+Tab'],
])('%j is %s', (pressed, keys) => expect(keysOf(pressed)).toBe(keys));
