import { useSyncExternalStore } from 'react';
import { z } from 'zod';

/** Choices of this browser. The theme and density entries are read by the theme script before first paint. */
const Preferences = {
  theme: z.enum(['system', 'light', 'dark']),
  density: z.enum(['auto', 'dense', 'regular', 'roomy']),
  rail: z.enum(['yes', 'no']),
  letterKeys: z.enum(['on', 'off']),
  codeLanguage: z.enum(['typescript', 'python', 'curl']),
  smoothing: z.string().regex(/^0(\.\d+)?$/),
} as const;

type Name = keyof typeof Preferences;
type Value<N extends Name> = z.infer<(typeof Preferences)[N]>;

const DEFAULTS: { readonly [N in Name]: Value<N> } = {
  theme: 'system',
  density: 'auto',
  rail: 'no',
  letterKeys: 'on',
  codeLanguage: 'typescript',
  smoothing: '0.6',
};

const listeners = new Set<() => void>();

export const readPreference = <N extends Name>(name: N): Value<N> => {
  const schema: z.ZodType<Value<N>> = Preferences[name] as unknown as z.ZodType<Value<N>>;
  const stored = schema.safeParse(localStorage.getItem(`millrace.${name}`));
  return stored.success ? stored.data : DEFAULTS[name];
};

/** What the style sheets look at. */
const applyToDocument = (): void => {
  const { dataset } = document.documentElement;
  const theme = readPreference('theme');
  const density = readPreference('density');
  if (theme === 'system') delete dataset['theme'];
  else dataset['theme'] = theme;
  if (density === 'auto') delete dataset['density'];
  else dataset['density'] = density;
};

export const writePreference = <N extends Name>(name: N, value: Value<N>): void => {
  if (value === DEFAULTS[name]) localStorage.removeItem(`millrace.${name}`);
  else localStorage.setItem(`millrace.${name}`, value);
  applyToDocument();
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const usePreference = <N extends Name>(name: N): Value<N> =>
  useSyncExternalStore(subscribe, () => readPreference(name));

const darkSystem = matchMedia('(prefers-color-scheme: dark)');

const isDark = (): boolean => {
  const theme = readPreference('theme');
  return theme === 'system' ? darkSystem.matches : theme === 'dark';
};

/** The theme in force. Canvases redraw when it changes. */
export const useIsDark = (): boolean =>
  useSyncExternalStore((listener) => {
    darkSystem.addEventListener('change', listener);
    const stop = subscribe(listener);
    return () => {
      darkSystem.removeEventListener('change', listener);
      stop();
    };
  }, isDark);

export const toggleTheme = (): void => writePreference('theme', isDark() ? 'light' : 'dark');
export const toggleRail = (): void =>
  writePreference('rail', readPreference('rail') === 'yes' ? 'no' : 'yes');
