import type { ClientRun, ClientSubject } from './client-subject.ts';
import type { ConformanceCase } from './conformance-case.ts';
import { expectCodedError, expectThat } from './expect-that.ts';

type InRun = (work: (run: ClientRun, subject: ClientSubject) => Promise<void>) => Promise<void>;

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** The part of `clientCases` about files. */
export const clientArtifactCases = (inRun: InRun): readonly ConformanceCase[] => [
  {
    name: 'stores text, JSON and YAML',
    run: () =>
      inRun(async (run, { readArtifact }) => {
        await run.logText('größe\n', 'notes/a b.txt');
        await run.logDict({ layers: [1, 2], name: 'net' }, 'config.json');
        await run.logDict({ layers: [1, 2], name: 'net' }, 'config.yaml');
        expectThat(decode(await readArtifact(run.runId, 'notes/a b.txt')) === 'größe\n', 'The text changed');
        const json: unknown = JSON.parse(decode(await readArtifact(run.runId, 'config.json')));
        expectThat(JSON.stringify(json) === '{"layers":[1,2],"name":"net"}', 'The JSON changed');
        const yaml = decode(await readArtifact(run.runId, 'config.yaml'));
        expectThat(yaml === 'layers:\n  - 1\n  - 2\nname: net\n', `The YAML is ${yaml}`);
      }),
  },
  {
    name: 'stores bytes as they were when logged',
    run: () =>
      inRun(async (run, { readArtifact }) => {
        const bytes = Uint8Array.from({ length: 300_000 }, (_, index) => (index * 31) % 251);
        const expected = Uint8Array.from(bytes);
        const stored = run.logArtifact(bytes, { folder: 'data', name: '100% @1 ü.bin' });
        await stored;
        const read = await readArtifact(run.runId, 'data/100% @1 ü.bin');
        expectThat(read.length === expected.length, `${read.length} of ${expected.length} bytes are there`);
        expectThat(
          read.every((byte, index) => byte === expected[index]),
          'A byte changed',
        );
      }),
  },
  {
    name: 'keeps the last of several writes to one path, without being awaited',
    run: () =>
      inRun(async (run, { readArtifact }) => {
        for (let index = 0; index < 8; index++) void run.logText(`version ${index}`, 'same.txt');
        await run.flush();
        expectThat(decode(await readArtifact(run.runId, 'same.txt')) === 'version 7', 'An earlier write won');
      }),
  },
  {
    name: 'keeps the frames of an image series under MLflow’s names, PNG only',
    run: () =>
      inRun(async (run, { client, listArtifacts }) => {
        const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
        for (const step of [0, 10, 200]) await run.logImage(png, { key: 'masks', step });
        await run.flush();
        const paths = await listArtifacts(run.runId, 'images');
        const steps = paths.map((path) =>
          Number(/masks%step%(\d+)%timestamp%\d+%[\w-]+\.png$/.exec(path)?.[1]),
        );
        expectThat(steps.toSorted((a, b) => a - b).join() === '0,10,200', `The frames are [${paths.join()}]`);
        const { tags } = await client.getRun(run.runId);
        expectThat(
          tags.some(({ key }) => key === 'mlflow.loggedImages'),
          'The run does not tell of its images',
        );
        const refused = run.logImage(Uint8Array.from([1, 2, 3]), { key: 'masks', step: 1 });
        const error = await expectCodedError(() => refused, 'A frame that is no PNG was taken');
        expectThat(error.code === 'INVALID_PARAMETER_VALUE', `The code is ${error.code}`);
        await expectCodedError(() => run.flush(), 'A strict flush did not tell of it');
      }),
  },
  {
    name: 'appends to tables, also when a run goes on, and tells of them in MLflow’s tag',
    run: () =>
      inRun(async (run, { client, readArtifact }) => {
        await run.logTable([{ input: 'a', score: 1 }], 'eval.json');
        await run.logTable([{ input: 'b', note: 'late' }], 'eval.json');
        await run.end();
        const again = await client.startRun({ runId: run.runId });
        await again.logTable([{ input: 'c', score: 3 }], 'eval.json');
        await again.flush();
        const table: unknown = JSON.parse(decode(await readArtifact(run.runId, 'eval.json')));
        const expected = {
          columns: ['input', 'score', 'note'],
          data: [
            ['a', 1, null],
            ['b', null, 'late'],
            ['c', 3, null],
          ],
        };
        expectThat(
          JSON.stringify(table) === JSON.stringify(expected),
          `The table is ${JSON.stringify(table)}`,
        );
        const { tags } = await client.getRun(run.runId);
        const told = tags.find(({ key }) => key === 'mlflow.loggedArtifacts')?.value ?? 'null';
        const entries: unknown = JSON.parse(told);
        expectThat(JSON.stringify(entries) === '[{"path":"eval.json","type":"table"}]', `The tag is ${told}`);
      }),
  },
];
