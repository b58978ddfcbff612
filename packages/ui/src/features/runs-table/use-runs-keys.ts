import { useNavigate } from '@tanstack/react-router';
import { text } from '../../text.ts';
import { useShortcuts } from '../frame/shortcuts.ts';
import type { RowActions } from './grid-row.tsx';

export interface RunsKeys {
  readonly cursor: string | undefined;
  readonly selected: ReadonlySet<string>;
  readonly experimentId: string;
  readonly actions: RowActions;
  step(by: number, extend: boolean): void;
  onClear(): void;
  onColumns(): void;
}

const PAGE = 20;

const inGrid = (event: KeyboardEvent): boolean =>
  event.target instanceof Element && event.target.closest('[role=grid]') !== null;

export const useRunsKeys = (keys: RunsKeys): void => {
  const navigate = useNavigate();
  const { cursor, step, actions, experimentId } = keys;
  const atCursor = (run: (runId: string) => void) => (): boolean => {
    if (cursor === undefined) return false;
    run(cursor);
    return true;
  };
  const move =
    (by: number) =>
    (event: KeyboardEvent): boolean => {
      if (!inGrid(event)) return false;
      step(by, false);
      return true;
    };
  useShortcuts([
    { keys: 'j', label: text.keys.next, run: () => step(1, false) },
    { keys: 'k', label: text.keys.previous, run: () => step(-1, false) },
    { keys: 'Shift+J', label: text.keys.extendDown, run: () => step(1, true) },
    { keys: 'Shift+K', label: text.keys.extendUp, run: () => step(-1, true) },
    { keys: 'x', label: text.keys.select, run: atCursor((runId) => actions.select(runId, false)) },
    { keys: 'p', label: text.keys.plot, run: atCursor(actions.plot) },
    {
      keys: 'Enter',
      label: text.keys.open,
      run: atCursor(
        (runId) =>
          void navigate({ to: '/experiments/$experimentId/runs/$runId', params: { experimentId, runId } }),
      ),
    },
    { keys: 'v', label: text.keys.columns, run: keys.onColumns },
    {
      keys: 'Escape',
      label: text.keys.clear,
      run: () => {
        if (keys.selected.size === 0) return false;
        keys.onClear();
        return true;
      },
    },
  ]);
  useShortcuts(
    [
      { keys: 'ArrowDown', label: text.keys.next, run: move(1) },
      { keys: 'ArrowUp', label: text.keys.previous, run: move(-1) },
      { keys: 'PageDown', label: text.keys.pageDown, run: move(PAGE) },
      { keys: 'PageUp', label: text.keys.pageUp, run: move(-PAGE) },
    ],
    'implied',
  );
};
