import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { type NumberRange, readRange, writeRange } from '../../url/run-search.ts';
import { readPreference, usePreference, writePreference } from '../frame/preferences.ts';

export interface ChartSettings {
  readonly smoothing: number;
  readonly log: boolean;
  readonly range: NumberRange | undefined;
  setSmoothing(strength: number): void;
  setLog(log: boolean): void;
  setRange(range: NumberRange | undefined): void;
}

const route = getRouteApi('/experiments/$experimentId/runs/$runId');

/** How the page's charts look: in the address, smoothing also as this browser's habit. */
export const useChartSettings = (): ChartSettings => {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const habit = usePreference('smoothing');
  const range = useMemo(() => readRange(search.x), [search.x]);

  const setSmoothing = useCallback(
    (strength: number) => {
      const text = strength.toFixed(2).replace(/0+$/, '').replace(/\.$/, '');
      writePreference('smoothing', text);
      // A link that sets it keeps setting it; dragging makes no history.
      void navigate({
        search: (before) => ({ ...before, smooth: before.smooth === undefined ? undefined : text }),
        replace: true,
      });
    },
    [navigate],
  );
  const setLog = useCallback(
    (log: boolean) => void navigate({ search: (before) => ({ ...before, y: log ? 'log' : undefined }) }),
    [navigate],
  );
  const setRange = useCallback(
    (next: NumberRange | undefined) =>
      void navigate({
        search: (before) => ({ ...before, x: next === undefined ? undefined : writeRange(next) }),
      }),
    [navigate],
  );
  const smoothing = Number(search.smooth ?? habit ?? readPreference('smoothing'));
  return { smoothing, log: search.y === 'log', range, setSmoothing, setLog, setRange };
};
