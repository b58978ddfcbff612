import { useSyncExternalStore } from 'react';

export interface Toast {
  readonly id: number;
  readonly message: string;
  readonly tone: 'plain' | 'bad';
  /** Offered as "Undo", and by Ctrl Z while the toast stands. */
  readonly undo?: (() => void) | undefined;
}

const MOST = 3;
let toasts: readonly Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

const set = (next: readonly Toast[]): void => {
  toasts = next;
  for (const listener of listeners) listener();
};

/** Tells what was done. Errors stay until closed; the rest goes after ten seconds. */
export const showToast = (toast: Pick<Toast, 'message' | 'undo'> & { tone?: Toast['tone'] }): void =>
  set([...toasts, { ...toast, tone: toast.tone ?? 'plain', id: nextId++ }].slice(-MOST));

export const closeToast = (id: number): void => set(toasts.filter((toast) => toast.id !== id));

/** Takes back the newest change that can be. False when there is none. */
export const undoNewest = (): boolean => {
  const toast = toasts.findLast((candidate) => candidate.undo !== undefined);
  if (toast === undefined) return false;
  closeToast(toast.id);
  toast.undo?.();
  return true;
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useToasts = (): readonly Toast[] => useSyncExternalStore(subscribe, () => toasts);
