import { MillraceError } from '@millrace/spec';
import { clientArtifactCases } from './client-artifact-cases.ts';
import type { ClientRun, ClientSubject } from './client-subject.ts';
import type { ConformanceCase } from './conformance-case.ts';
import { expectCodedError, expectThat } from './expect-that.ts';

const valuesOf = (
  entries: readonly { readonly key: string; readonly value: string }[],
): Map<string, string> => new Map(entries.map(({ key, value }) => [key, value]));

/**
 * What a script sees of tracking, whatever stack is behind the client: in this process or over any protocol. That the
 * same list passes over each is the proof that they do not drift apart. `make` is called once a case.
 */
export const clientCases = (make: () => Promise<ClientSubject>): readonly ConformanceCase[] => {
  const on = async (work: (subject: ClientSubject) => Promise<void>): Promise<void> => {
    const subject = await make();
    try {
      await work(subject);
    } finally {
      await subject.close();
    }
  };
  const inRun = (work: (run: ClientRun, subject: ClientSubject) => Promise<void>): Promise<void> =>
    on(async (subject) => work(await subject.client.startRun(), subject));

  return [
    {
      name: 'makes its experiment at the first run, once',
      run: () =>
        on(async ({ client, experimentName }) => {
          const runs = await Promise.all([client.startRun(), client.startRun(), client.startRun()]);
          const { experimentId } = await client.experiments.getByName(experimentName);
          for (const { info } of runs) {
            expectThat(
              info.experimentId === experimentId,
              `A run is in ${info.experimentId}, not ${experimentId}`,
            );
          }
          expectThat(new Set(runs.map(({ runId }) => runId)).size === 3, 'Two runs share an id');
        }),
    },
    {
      name: 'creates and finds experiments, and refuses a name twice',
      run: () =>
        on(async ({ client, experimentName }) => {
          const name = `${experimentName}/other`;
          const made = await client.experiments.create(name, { tags: { team: 'vision' } });
          const read = await client.experiments.get(made.experimentId);
          expectThat(
            read.name === name && valuesOf(read.tags).get('team') === 'vision',
            'It reads back otherwise',
          );
          const found = await client.experiments.search({ filter: `name = '${name}'` });
          expectThat(
            found.length === 1 && found[0]?.experimentId === made.experimentId,
            'Search does not find it',
          );
          const error = await expectCodedError(
            () => client.experiments.create(name),
            'A second one was made',
          );
          expectThat(error.code === 'RESOURCE_ALREADY_EXISTS', `The code is ${error.code}`);
        }),
    },
    {
      name: 'says RESOURCE_DOES_NOT_EXIST of what is not there',
      run: () =>
        on(async ({ client }) => {
          const error = await expectCodedError(() => client.getRun('0'.repeat(32)), 'A run was found');
          expectThat(error.code === 'RESOURCE_DOES_NOT_EXIST', `The code is ${error.code}`);
        }),
    },
    {
      name: 'keeps params, metrics and tags as logged, in their order',
      run: () =>
        inRun(async (run, { client }) => {
          run.logParams({ lr: 3e-4, layers: 2, bias: true, name: 'größe 模型' });
          run.setTags({ stage: 'first', gone: 'soon' });
          run.deleteTag('gone');
          run.setTags({ stage: 'second' });
          for (let step = 0; step < 2500; step++)
            run.logMetric('loss', 1 / (step + 1), { step, timestamp: 1000 + step });
          run.logMetrics({ accuracy: 0.5, 'val/f1': 0.25 }, { step: -3, timestamp: 7 });
          await run.flush();
          const { params, metrics, tags } = await client.getRun(run.runId);
          const expected = [
            ['lr', '0.0003'],
            ['layers', '2'],
            ['bias', 'true'],
            ['name', 'größe 模型'],
          ] as const;
          for (const [key, value] of expected) {
            expectThat(valuesOf(params).get(key) === value, `Param ${key} is ${valuesOf(params).get(key)}`);
          }
          expectThat(valuesOf(tags).get('stage') === 'second', 'A tag does not have its last value');
          expectThat(!valuesOf(tags).has('gone'), 'A deleted tag is there');
          const latest = metrics.find(({ key }) => key === 'loss');
          expectThat(latest?.step === 2499 && latest.value === 1 / 2500, 'The latest point is another');
          const f1 = metrics.find(({ key }) => key === 'val/f1');
          expectThat(f1?.step === -3 && f1.timestamp === 7, 'Step or timestamp of a point changed');
          const history = await client.getMetricHistory(run.runId, 'loss');
          expectThat(history.length === 2500, `The series has ${history.length} points, not 2500`);
          expectThat(
            history.every(({ step }, index) => step === index),
            'The series is out of order',
          );
        }),
    },
    {
      name: 'brings NaN and infinities back',
      run: () =>
        inRun(async (run, { client }) => {
          const values = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 5e-324];
          for (const [step, value] of values.entries())
            run.logMetric('odd', value, { step, timestamp: step });
          await run.flush();
          const history = await client.getMetricHistory(run.runId, 'odd');
          const texts = history.map(({ value }) => String(value)).join();
          const expected = values.map(String).join();
          expectThat(texts === expected, `It gives [${texts}], expected [${expected}]`);
        }),
    },
    {
      name: 'refuses another value for a param, and keeps the first',
      run: () =>
        inRun(async (run, { client }) => {
          run.logParams({ lr: 1 });
          await run.flush();
          const again = await client.startRun({ runId: run.runId });
          again.logParams({ lr: 2 });
          const error = await expectCodedError(() => again.flush(), 'A param was changed');
          expectThat(error.code === 'INVALID_PARAMETER_VALUE', `The code is ${error.code}`);
          const { params } = await client.getRun(run.runId);
          expectThat(valuesOf(params).get('lr') === '1', 'The param has another value');
        }),
    },
    {
      name: 'loses only the refused entry of a batch',
      run: () =>
        inRun(async (run, { client }) => {
          for (let step = 0; step < 50; step++) run.logMetric('good', step, { step });
          run.logMetric('../bad', 1);
          run.logParams({ fine: 1 });
          const error = await expectCodedError(() => run.flush(), 'A bad key was taken');
          expectThat(error.code === 'INVALID_PARAMETER_VALUE', `The code is ${error.code}`);
          const history = await client.getMetricHistory(run.runId, 'good');
          expectThat(history.length === 50, `${history.length} of 50 good points are there`);
          const { params } = await client.getRun(run.runId);
          expectThat(valuesOf(params).has('fine'), 'A good param went with the bad metric');
        }),
    },
    {
      name: 'ends runs FINISHED, or FAILED when their work throws, which is thrown on',
      run: () =>
        on(async ({ client }) => {
          const ids: string[] = [];
          await client.withRun('good', async (run) => {
            ids.push(run.runId);
            expectThat(client.activeRun()?.runId === run.runId, 'The run is not the active one');
          });
          const thrown = new MillraceError('CANCELLED', 'The work of a case was broken off');
          const outcome = await client
            .withRun('bad', async (run) => {
              ids.push(run.runId);
              run.logMetric('last', 1);
              throw thrown;
            })
            .catch((error: unknown) => error);
          expectThat(outcome === thrown, 'Another error came out');
          const runs = await Promise.all(ids.map((id) => client.getRun(id)));
          const statuses = runs.map(({ info }) => info.status).join();
          expectThat(statuses === 'FINISHED,FAILED', `They are ${statuses}`);
          expectThat(
            runs.every(({ info }) => info.endTime !== null && info.endTime >= info.startTime),
            'A run has no end, or one before its start',
          );
          expectThat(runs[1]?.metrics.length === 1, 'What was logged before the throw is lost');
        }),
    },
    {
      name: 'ends a run when its block is left',
      run: () =>
        on(async ({ client }) => {
          let runId = '';
          {
            await using run = await client.startRun({ name: 'scoped' });
            runId = run.runId;
            run.logMetric('loss', 1);
          }
          const { info, metrics } = await client.getRun(runId);
          expectThat(info.status === 'FINISHED' && info.runName === 'scoped', `It is ${info.status}`);
          expectThat(metrics.length === 1, 'What was logged last is lost');
        }),
    },
    {
      name: 'goes on with a run by its id',
      run: () =>
        inRun(async (run, { client }) => {
          run.logMetric('loss', 1, { step: 1 });
          await run.end('FAILED');
          const again = await client.startRun({ runId: run.runId });
          expectThat((await client.getRun(run.runId)).info.status === 'RUNNING', 'It does not run again');
          again.logMetric('loss', 2, { step: 2 });
          await again.end();
          const read = await client.getRun(run.runId);
          expectThat(read.info.status === 'FINISHED', `It is ${read.info.status}`);
          expectThat(
            (await client.getMetricHistory(run.runId, 'loss')).length === 2,
            'A part of the series is lost',
          );
        }),
    },
    {
      name: 'nests runs by MLflow’s tag, and notes a description',
      run: () =>
        on(async ({ client }) => {
          const parent = await client.startRun({ description: '# What', tags: { team: 'vision' } });
          const child = await parent.startRun('child');
          const read = await client.getRun(child.runId);
          expectThat(
            valuesOf(read.tags).get('mlflow.parentRunId') === parent.runId,
            'The child names no parent',
          );
          expectThat(
            read.info.experimentId === parent.info.experimentId,
            'The child is in another experiment',
          );
          const tags = valuesOf((await client.getRun(parent.runId)).tags);
          expectThat(
            tags.get('mlflow.note.content') === '# What' && tags.get('team') === 'vision',
            'Tags are lost',
          );
        }),
    },
    {
      name: 'searches by filter and order, beyond one page',
      run: () =>
        on(async ({ client }) => {
          for (const lr of [1, 2, 3]) {
            const run = await client.startRun({ name: `lr ${lr}` });
            run.logParams({ lr });
            run.logMetric('loss', 10 - lr);
            await run.end();
          }
          const found = await client.searchRuns({
            filter: 'metrics.loss < 9',
            orderBy: ['metrics.loss ASC'],
          });
          const names = found.map(({ info }) => info.runName).join();
          expectThat(names === 'lr 3,lr 2', `It finds [${names}]`);
          const error = await expectCodedError(
            () => client.searchRuns({ filter: 'loss <' }),
            'A bad filter passed',
          );
          expectThat(error.code === 'INVALID_PARAMETER_VALUE', `The code is ${error.code}`);
        }),
    },
    ...clientArtifactCases(inRun),
  ];
};
