import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pointAt } from './points.ts';
import { prepareRequest } from './request.ts';

const bodyOf = (bytes: Buffer): unknown => JSON.parse(bytes.toString().split('\r\n\r\n')[1] ?? '');

test('a batch filled for any index holds exactly the points of that index', () => {
  const request = prepareRequest({ kind: 'log-batch', host: 'h', runId: 'r', keys: 5 });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 8_999_999 }), (index) => {
      request.fill(index);
      expect(bodyOf(request.bytes)).toEqual({
        run_id: 'r',
        metrics: Array.from({ length: 5 }, (_, key) => pointAt(key, index)),
      });
    }),
  );
});

test('a single metric likewise, with the length its head announces', () => {
  const request = prepareRequest({ kind: 'log-metric', host: 'h:1', runId: 'r', keys: 1 });
  request.fill(41);
  expect(bodyOf(request.bytes)).toEqual({ run_id: 'r', ...pointAt(0, 41) });
  const [head = '', body = ''] = request.bytes.toString().split('\r\n\r\n');
  expect(head).toContain('POST /api/2.0/mlflow/runs/log-metric HTTP/1.1\r\nHost: h:1\r\n');
  expect(head).toContain(`Content-Length: ${body.length}`);
});

test('points of different keys and indexes differ', () => {
  const values = [pointAt(1, 2), pointAt(2, 1), pointAt(1, 1)].map((point) => point.value);
  expect(new Set(values).size).toBe(3);
});
