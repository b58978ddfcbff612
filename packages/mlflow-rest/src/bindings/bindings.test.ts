import { type OperationId, operations } from '@millrace/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bindingCases } from '../../test/binding-cases.ts';
import { MessageReader } from '../proto-json/message-reader.ts';
import { restTable } from './index.ts';

/** Fields of every message there is, so that each decoder meets its own and others'. */
const FIELDS = [
  ...new Set(
    bindingCases.flatMap(({ message }) => Object.keys(message)).concat('user_id', 'step', 'params', 'runId'),
  ),
];

const scalar = fc.oneof(
  fc.constantFrom<unknown>(null, true, '', '0', 'NaN', '-Infinity', 'ALL', 'FINISHED', 2, -1, 2 ** 53, 1e308),
  fc.string(),
  fc.integer(),
  fc.double(),
  fc.maxSafeInteger().map(String),
);
const point = fc.record(
  { key: scalar, value: scalar, timestamp: scalar, step: scalar },
  { requiredKeys: ['key'] },
);
/** Nearly what the fast way of reading points takes. */
const plainPoint = fc.record({
  key: fc.string(),
  value: fc.double(),
  timestamp: fc.integer(),
  step: fc.oneof(fc.integer(), fc.double()),
});
const value = fc.oneof(scalar, fc.array(scalar), fc.array(fc.oneof(point, plainPoint)), point);

const decoders = Object.entries(restTable).flatMap(([id, bindings]) =>
  (bindings ?? []).flatMap((binding) =>
    binding.kind === 'json' ? [{ id: id as OperationId, path: binding.path, decode: binding.decode }] : [],
  ),
);

describe.each(decoders)('$id at $path', ({ id, path, decode }) => {
  const typical = bindingCases.find((row) => row.id === id)?.message ?? {};

  it('takes nothing that the operation would refuse', () => {
    const changes = fc.dictionary(fc.constantFrom(...FIELDS), value);
    fc.assert(
      fc.property(changes, (changed) => {
        let input: unknown;
        try {
          input = decode(new MessageReader({ ...typical, ...changed }), path.endsWith('*') ? 'a/b' : '');
        } catch (error) {
          expect(error).toMatchObject({ code: 'INVALID_PARAMETER_VALUE' });
          return;
        }
        expect(operations[id].input.safeParse(input)).toMatchObject({ success: true, data: input });
      }),
    );
  });
});
