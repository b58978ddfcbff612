import { describe, expect, it } from 'vitest';
import { createFakeServices } from '../test/fake-services.ts';
import { createRoutes, type MethodRoutes } from './routes.ts';

const { exact, below, open } = createRoutes(createFakeServices().services, '/at');

const all = new Map<string, MethodRoutes>([
  ...exact,
  ...below,
  ...[...open].map(([path, { routes }]) => [path, routes] as const),
]);

/** What MLflow's UI alone asks for. */
const AJAX_ONLY = [
  '/upload-artifact',
  '/experiments/search-datasets',
  '/metrics/get-history-bulk',
  '/logged-models/{}/artifacts/files',
];

describe.each([...all])('%s', (path, routes) => {
  it('has the same routes as its twin', () => {
    const twin = path.startsWith('/api/')
      ? `/at/ajax-${path.slice(1)}`
      : path.startsWith('/at/ajax-api/')
        ? path.replace('/at/ajax-', '/')
        : path.startsWith('/at/')
          ? path.slice(3)
          : `/at${path}`;
    if (AJAX_ONLY.some((end) => path.endsWith(`/mlflow${end}`))) {
      expect(all.has(twin)).toBe(false);
      return;
    }
    expect([...(all.get(twin) ?? [])]).toEqual([...routes]);
  });

  it('answers HEAD as it answers GET', () => {
    expect(routes.get('HEAD')).toBe(routes.get('GET'));
  });
});
