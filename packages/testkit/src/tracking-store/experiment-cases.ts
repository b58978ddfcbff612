import assert from 'node:assert/strict';
import type { Experiment, TrackingStore } from '@millrace/spec';
import type { StoreCheck } from './store-check.ts';
import { addRun, runIdOf } from './store-check.ts';

const add = (store: TrackingStore, name: string, seed: Partial<Experiment> = {}): Promise<Experiment> =>
  store.write((unit) =>
    unit.metadata.insertExperiment({
      name,
      artifactLocation: '',
      lifecycleStage: 'active',
      creationTime: 10,
      lastUpdateTime: 10,
      tags: [],
      ...seed,
    }),
  );

const find = (store: TrackingStore, experimentId: string): Promise<Experiment | undefined> =>
  store.read((unit) => unit.metadata.findExperiment(experimentId));

export const experimentCases: readonly StoreCheck[] = [
  {
    name: 'the experiment 0, Default, is there from the start',
    async check(store) {
      const experiment = await find(store, '0');
      assert.equal(experiment?.name, 'Default');
      assert.equal(experiment.lifecycleStage, 'active');
      assert.equal(experiment.artifactLocation, 'mlflow-artifacts:/0');
      assert.deepEqual(experiment.tags, []);
    },
  },
  {
    name: 'an experiment is found by id, by name and by location, deleted or not',
    async check(store) {
      const tags = [
        { key: 'a', value: '1' },
        { key: 'b', value: '' },
      ];
      const first = await add(store, 'first', { artifactLocation: 'mlflow-artifacts:/x', tags });
      const second = await add(store, 'second', { lifecycleStage: 'deleted' });
      assert.notEqual(first.experimentId, second.experimentId);
      assert.match(first.experimentId, /^[1-9]\d*$/);
      assert.deepEqual(await find(store, first.experimentId), first);
      assert.deepEqual(first.tags, tags);
      await store.read(async ({ metadata }) => {
        assert.deepEqual(await metadata.findExperimentByName('first'), first);
        assert.deepEqual(await metadata.findExperimentByName('second'), second);
        assert.equal(await metadata.findExperimentByName('FIRST'), undefined);
        assert.deepEqual(await metadata.findExperimentByLocation('mlflow-artifacts:/x'), first);
        assert.equal(await metadata.findExperimentByLocation('mlflow-artifacts:/x/'), undefined);
      });
    },
  },
  {
    name: 'an unknown experiment is undefined, whatever its id looks like',
    async check(store) {
      for (const id of ['7', '', 'x', '-1', '00', '1e0', ' 0', '0x0', '9007199254740993', '../0']) {
        assert.equal(await find(store, id), undefined, `id '${id}'`);
      }
    },
  },
  {
    name: 'an update changes what it names and nothing else',
    async check(store) {
      const { experimentId, ...before } = await add(store, 'before', { tags: [{ key: 'a', value: '1' }] });
      await store.write((unit) =>
        unit.metadata.updateExperiment(experimentId, { name: 'after', lastUpdateTime: 20 }),
      );
      const expected = { ...before, experimentId, name: 'after', lastUpdateTime: 20 };
      assert.deepEqual(await find(store, experimentId), expected);
      await store.write((unit) =>
        unit.metadata.updateExperiment(experimentId, {
          artifactLocation: 'mlflow-artifacts:/1',
          lifecycleStage: 'deleted',
        }),
      );
      assert.deepEqual(await find(store, experimentId), {
        ...expected,
        artifactLocation: 'mlflow-artifacts:/1',
        lifecycleStage: 'deleted',
      });
    },
  },
  {
    name: 'experiment tags are put, replaced and removed',
    async check(store) {
      await store.write(async ({ metadata }) => {
        await metadata.putExperimentTag('0', { key: 'b', value: '1' });
        await metadata.putExperimentTag('0', { key: 'a', value: '2' });
        await metadata.putExperimentTag('0', { key: 'b', value: '3' });
      });
      assert.deepEqual((await find(store, '0'))?.tags, [
        { key: 'a', value: '2' },
        { key: 'b', value: '3' },
      ]);
      const removed = await store.write(async ({ metadata }) => [
        await metadata.removeExperimentTag('0', 'b'),
        await metadata.removeExperimentTag('0', 'b'),
        await metadata.removeExperimentTag('77', 'b'),
      ]);
      assert.deepEqual(removed, [true, false, false]);
      assert.deepEqual((await find(store, '0'))?.tags, [{ key: 'a', value: '2' }]);
    },
  },
  {
    name: 'moveRuns moves every run of the experiment and no other',
    async check(store) {
      const { experimentId } = await add(store, 'other');
      await addRun(store, 1, { experimentId });
      await addRun(store, 2, { experimentId, lifecycleStage: 'deleted' });
      await addRun(store, 3);
      const stages = (): Promise<(string | undefined)[]> =>
        store.read(async ({ metadata }) => {
          const runs = await metadata.readRuns([1, 2, 3].map(runIdOf));
          return runs.map((run) => run.info.lifecycleStage);
        });
      await store.write((unit) => unit.metadata.moveRuns(experimentId, 'deleted'));
      assert.deepEqual(await stages(), ['deleted', 'deleted', 'active']);
      await store.write((unit) => unit.metadata.moveRuns(experimentId, 'active'));
      assert.deepEqual(await stages(), ['active', 'active', 'active']);
    },
  },
  {
    name: 'activity counts active runs, by status and by period, in the order asked for',
    async check(store) {
      const { experimentId } = await add(store, 'busy');
      await addRun(store, 1, { experimentId, startTime: 100 });
      await addRun(store, 2, { experimentId, startTime: 109, status: 'FINISHED' });
      await addRun(store, 3, { experimentId, startTime: 110 });
      await addRun(store, 4, { experimentId, startTime: 130 });
      await addRun(store, 5, { experimentId, startTime: 99 });
      await addRun(store, 6, { experimentId, startTime: 105, lifecycleStage: 'deleted' });
      const activity = await store.read((unit) =>
        unit.metadata.readActivity([experimentId, '99', '0'], { start: 100, length: 10, count: 3 }),
      );
      assert.deepEqual(activity, [
        { experimentId, runs: 5, running: 4, lastActive: 130, started: [2, 1, 0] },
        { experimentId: '0', runs: 0, running: 0, lastActive: null, started: [0, 0, 0] },
      ]);
    },
  },
];
