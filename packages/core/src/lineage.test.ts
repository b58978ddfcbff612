import type { RawInput } from '@millrace/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { createHarness, expectRefusal, type Harness, newRun } from '../test/harness.ts';

let harness: Harness;
let runId: string;
beforeEach(async () => {
  harness = createHarness();
  runId = await newRun(harness);
});

const dataset = { name: 'cars', digest: '1', sourceType: 'local', source: '{}' };
const log = (input: Omit<RawInput<'runs.logInputs'>, 'runId'>) =>
  harness.call('runs.logInputs', { runId, ...input });
const lineage = async () => (await harness.call('runs.get', { runId })).lineage;

describe('runs.logInputs and runs.logOutputs', () => {
  it('tell a run what it read and made, on the run and, when asked for, in lists', async () => {
    const tags = [{ key: 'mlflow.data.context', value: 'train' }];
    await log({ datasets: [{ dataset, tags }], modelIds: ['m-1'] });
    await harness.call('runs.logOutputs', { runId, models: [{ modelId: 'm-2', step: 3 }] });
    const told = {
      datasets: [{ dataset, tags }],
      inputModels: ['m-1'],
      outputModels: [{ modelId: 'm-2', step: 3 }],
    };
    expect(await lineage()).toEqual(told);
    const search = { experimentIds: ['0'], maxResults: 1 };
    expect((await harness.call('runs.search', search)).runs[0]).not.toHaveProperty('lineage');
    const { runs } = await harness.call('runs.search', { ...search, withLineage: true });
    expect(runs[0]?.lineage).toEqual(told);
  });

  it('leave nothing when a part is refused, and a deleted run as it is', async () => {
    await expectRefusal(log({ datasets: [{ dataset }], modelIds: [''] }), 'INVALID_PARAMETER_VALUE');
    expect(await lineage()).toEqual({ datasets: [], inputModels: [], outputModels: [] });
    await harness.call('runs.delete', { runId });
    await expectRefusal(log({ datasets: [{ dataset }] }), 'INVALID_PARAMETER_VALUE', /active/);
    await expectRefusal(harness.call('runs.logOutputs', { runId, models: [] }), 'INVALID_PARAMETER_VALUE');
    const unknown = harness.call('runs.logInputs', { runId: 'f'.repeat(32) });
    await expectRefusal(unknown, 'RESOURCE_DOES_NOT_EXIST');
  });

  it.each([
    [{ name: '' }, /'name'/],
    [{ digest: '' }, /'digest'/],
    [{ source: '' }, /'source'/],
    [{ sourceType: '' }, /'source_type'/],
    [{ name: 'x'.repeat(501) }, /'name' exceeds the maximum length of 500/],
    [{ digest: 'x'.repeat(37) }, /'digest' exceeds the maximum length of 36/],
    [{ source: 'x'.repeat(65_536) }, /'source' exceeds/],
    [{ schema: 'x'.repeat(1_048_576) }, /'schema' exceeds/],
    [{ profile: 'x'.repeat(16_777_216) }, /'profile' exceeds/],
  ])('refuse a dataset with %#', (rest, text) =>
    expectRefusal(log({ datasets: [{ dataset: { ...dataset, ...rest } }] }), 'INVALID_PARAMETER_VALUE', text),
  );

  it.each([
    [{ key: '', value: '' }, /'key'/],
    [{ key: 'k'.repeat(256), value: '' }, /'key' exceeds the maximum length of 255/],
    [{ key: 'k', value: 'x'.repeat(501) }, /'value' exceeds the maximum length of 500/],
  ])('refuse an input tag %#', (tag, text) =>
    expectRefusal(log({ datasets: [{ dataset, tags: [tag] }] }), 'INVALID_PARAMETER_VALUE', text),
  );
});

describe('datasets.search', () => {
  it('tells each dataset with its contexts', async () => {
    await log({ datasets: [{ dataset, tags: [{ key: 'mlflow.data.context', value: 'train' }] }] });
    expect(await harness.call('datasets.search', { experimentIds: ['0', '0'] })).toEqual({
      datasets: [{ experimentId: '0', name: 'cars', digest: '1', context: 'train' }],
    });
  });

  it('takes 1 to 20 experiments', async () => {
    const search = (experimentIds: string[]) => harness.call('datasets.search', { experimentIds });
    await expectRefusal(search([]), 'INVALID_PARAMETER_VALUE', /at least one experiment_id/);
    await expectRefusal(
      search(Array.from({ length: 21 }, () => '0')),
      'INVALID_PARAMETER_VALUE',
      /Received 21/,
    );
    expect(await search(['7'])).toEqual({ datasets: [] });
  });
});

describe('runs.logModel', () => {
  const model = {
    artifact_path: 'm',
    flavors: { onnx: { data: 'x', config: { a: 1 } } },
    utc_time_created: 't',
  };
  const logModel = (value: unknown) =>
    harness.call('runs.logModel', {
      runId,
      model: typeof value === 'string' ? value : JSON.stringify(value),
    });
  const history = async (): Promise<unknown> => {
    const { tags } = await harness.call('runs.get', { runId });
    return JSON.parse(tags.find(({ key }) => key === 'mlflow.log-model.history')?.value ?? 'null');
  };

  it('adds to the history in the tag, without configurations', async () => {
    await logModel({ ...model, run_id: runId, signature: {} });
    await logModel({ ...model, run_id: runId, artifact_path: 'n', model_uuid: 'u' });
    const kept = { run_id: runId, utc_time_created: 't', flavors: { onnx: { data: 'x' } } };
    expect(await history()).toEqual([
      { ...kept, artifact_path: 'm', model_uuid: null },
      { ...kept, artifact_path: 'n', model_uuid: 'u' },
    ]);
  });

  it.each(['{', '[]', 'null', '3'])('refuses %j', (text) =>
    expectRefusal(logModel(text), 'INVALID_PARAMETER_VALUE', /Malformed model info/),
  );

  it('refuses a model that lacks a field, and a history that would be cut', async () => {
    await expectRefusal(logModel(model), 'INVALID_PARAMETER_VALUE', /missing mandatory fields: run_id/);
    const large = { ...model, run_id: runId, flavors: { onnx: { data: 'x'.repeat(8_000) } } };
    await expectRefusal(logModel(large), 'INVALID_PARAMETER_VALUE', /is full/);
    expect(await history()).toBeNull();
  });
});
