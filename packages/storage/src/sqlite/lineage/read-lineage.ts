import type { DatasetInput, ModelOutput, RunLineage, Tag } from '@millrace/spec';
import { findRunKey } from '../metadata/runs.ts';
import type { Session } from '../transactions/session.ts';

interface OpenLineage extends RunLineage {
  readonly datasets: DatasetInput[];
  readonly inputModels: string[];
  readonly outputModels: ModelOutput[];
}

type InputRow = readonly [
  run: number,
  input: number,
  name: string,
  digest: string,
  sourceType: string,
  source: string,
  schema: string | null,
  profile: string | null,
];

const readTags = (session: Session, inputs: readonly number[]): Map<number, Tag[]> => {
  const tags = new Map<number, Tag[]>();
  const rows = session.connection
    .prepareArrays<[number, string, string]>(
      `SELECT input, key, value FROM run_dataset_tags
       WHERE input IN (SELECT value FROM json_each(?)) ORDER BY input, key`,
    )
    .all(JSON.stringify(inputs));
  for (const [input, key, value] of rows) {
    const list = tags.get(input);
    if (list === undefined) tags.set(input, [{ key, value }]);
    else list.push({ key, value });
  }
  return tags;
};

/** What these runs read and made: three statements however many they are, two where there is nothing. */
export const readLineage = (session: Session, runIds: readonly string[]): Map<string, RunLineage> => {
  const { connection } = session;
  const names = new Map<number, string>();
  for (const runId of runIds) {
    const run = findRunKey(session, runId);
    if (run !== undefined) names.set(run.id, runId);
  }
  const list = JSON.stringify([...names.keys()]);
  const found = new Map<string, OpenLineage>();
  const open = (run: number): OpenLineage => {
    const runId = names.get(run) ?? '';
    let lineage = found.get(runId);
    if (lineage === undefined) {
      lineage = { datasets: [], inputModels: [], outputModels: [] };
      found.set(runId, lineage);
    }
    return lineage;
  };

  const inputs = connection
    .prepareArrays<InputRow>(
      `SELECT i.run, i.id, d.name, d.digest, d.source_type, d.source, d.schema, d.profile
       FROM run_datasets i JOIN datasets d ON d.id = i.dataset
       WHERE i.run IN (SELECT value FROM json_each(?)) ORDER BY i.id`,
    )
    .all(list);
  const tags =
    inputs.length === 0
      ? new Map<number, Tag[]>()
      : readTags(
          session,
          inputs.map((row) => row[1]),
        );
  for (const [run, input, name, digest, sourceType, source, schema, profile] of inputs) {
    const dataset = {
      name,
      digest,
      sourceType,
      source,
      ...(schema === null ? {} : { schema }),
      ...(profile === null ? {} : { profile }),
    };
    open(run).datasets.push({ dataset, tags: tags.get(input) ?? [] });
  }

  const models = connection
    .prepareArrays<[number, 'input' | 'output', string, number]>(
      `SELECT run, role, model_id, step FROM run_models
       WHERE run IN (SELECT value FROM json_each(?)) ORDER BY id`,
    )
    .all(list);
  for (const [run, role, modelId, step] of models) {
    if (role === 'input') open(run).inputModels.push(modelId);
    else open(run).outputModels.push({ modelId, step });
  }
  return found;
};
