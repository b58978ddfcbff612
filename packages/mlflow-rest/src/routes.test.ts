import { describe, expect, it } from 'vitest';
import { createFakeServices } from '../test/fake-services.ts';
import { createRoutes, type MethodRoutes } from './routes.ts';

const { exact, below } = createRoutes(createFakeServices().services, '/at');

const all = new Map<string, MethodRoutes>([...exact, ...below]);

describe.each([...all])('%s', (path, routes) => {
  it('has the same routes as its twin', () => {
    const twin = path.startsWith('/api/')
      ? `/at/ajax-${path.slice(1)}`
      : path.startsWith('/at/ajax-api/')
        ? path.replace('/at/ajax-', '/')
        : path.startsWith('/at/')
          ? path.slice(3)
          : `/at${path}`;
    // The one route of MLflow's UI alone.
    if (path === '/at/ajax-api/2.0/mlflow/upload-artifact') {
      expect(all.has(twin)).toBe(false);
      return;
    }
    expect([...(all.get(twin) ?? [])]).toEqual([...routes]);
  });

  it('answers HEAD as it answers GET', () => {
    expect(routes.get('HEAD')).toBe(routes.get('GET'));
  });
});
