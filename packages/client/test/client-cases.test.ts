import { clientCases } from '@millrace/testkit';
import { afterAll, describe, it } from 'vitest';
import { httpStack, memoryStack, type Stack, sqliteStack } from './stacks.ts';

const CALL = { caller: { name: 'test', grants: 'all' as const } };

const readArtifact = async ({ services }: Stack, runId: string, path: string): Promise<Uint8Array> => {
  const { body } = await services['artifacts.read']({ target: { runId, path } }, CALL);
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
};

describe.each([
  { name: 'in-process memory', open: memoryStack },
  { name: 'in-process SQLite', open: sqliteStack },
  { name: 'tRPC over HTTP', open: httpStack },
])('a client over $name', ({ open }) => {
  let opened: Promise<Stack> | undefined;
  let experiments = 0;
  afterAll(async () => (await opened)?.close());

  const cases = clientCases(async () => {
    opened ??= open();
    const stack = await opened;
    const experimentName = `case ${experiments++}`;
    const client = stack.client({ experiment: experimentName, strict: true, onProblem: () => {} });
    return {
      client,
      experimentName,
      readArtifact: (runId, path) => readArtifact(stack, runId, path),
      listArtifacts: async (runId, path) => {
        const { files } = await stack.services['artifacts.list']({ target: { runId, path } }, CALL);
        return files.map((file) => file.path);
      },
      close: () => client.close(),
    };
  });
  for (const { name, skip, run } of cases) it.skipIf(skip !== undefined)(name, run);
});
