import { useSyncExternalStore } from 'react';
import { z } from 'zod';
import { freeMark, type LineMark, MARKS } from './line-mark.ts';

/** Which runs of an experiment are plotted, and as which line. Kept in this browser, so a run looks the same tomorrow. */
export type LineKeys = Readonly<Record<string, LineMark>>;

const Stored = z.record(
  z.string(),
  z
    .int()
    .min(0)
    .max(MARKS - 1),
);
const NONE: LineKeys = {};
const storageKey = (experimentId: string): string => `millrace.lines.${experimentId}`;

const cache = new Map<string, LineKeys>();
const listeners = new Set<() => void>();

const load = (experimentId: string): LineKeys => {
  const text = localStorage.getItem(storageKey(experimentId));
  if (text === null) return NONE;
  try {
    return Stored.parse(JSON.parse(text));
  } catch {
    return NONE; // Another version wrote it: begin anew rather than fail.
  }
};

const read = (experimentId: string): LineKeys => {
  const known = cache.get(experimentId);
  if (known !== undefined) return known;
  const loaded = load(experimentId);
  cache.set(experimentId, loaded);
  return loaded;
};

const write = (experimentId: string, keys: LineKeys): void => {
  cache.set(experimentId, keys);
  localStorage.setItem(storageKey(experimentId), JSON.stringify(keys));
  for (const listener of listeners) listener();
};

/** The same keys with these runs plotted, each as the first free line. */
const plotted = (keys: LineKeys, runIds: readonly string[]): LineKeys => {
  const next: Record<string, LineMark> = { ...keys };
  for (const runId of runIds) next[runId] ??= freeMark(Object.values(next));
  return next;
};

export const plotRuns = (experimentId: string, runIds: readonly string[]): void => {
  const keys = read(experimentId);
  if (runIds.some((runId) => keys[runId] === undefined)) write(experimentId, plotted(keys, runIds));
};

export const togglePlotted = (experimentId: string, runId: string): void => {
  const { [runId]: mark, ...rest } = read(experimentId);
  write(experimentId, mark === undefined ? plotted(rest, [runId]) : rest);
};

/** Whether this browser has seen the experiment's lines before. */
export const hasLineKeys = (experimentId: string): boolean =>
  localStorage.getItem(storageKey(experimentId)) !== null;

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useLineKeys = (experimentId: string): LineKeys =>
  useSyncExternalStore(subscribe, () => read(experimentId));
