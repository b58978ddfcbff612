import type { JsonObject } from '@millrace/spec';
import { stringify } from 'yaml';
import type { InputExampleInfo, MlModel } from './ml-model.ts';
import { PYTHON_TAGS } from './python-yaml.ts';
import { toSignatureJson } from './signature-json.ts';

const toExampleInfo = ({ artifactPath, type, servingInputPath, extra }: InputExampleInfo): JsonObject => ({
  ...extra,
  artifact_path: artifactPath,
  type,
  ...(servingInputPath !== undefined && { serving_input_path: servingInputPath }),
});

const toFile = (model: MlModel): Record<string, unknown> => ({
  ...model.extra,
  artifact_path: model.artifactPath,
  run_id: model.runId,
  utc_time_created: model.utcTimeCreated,
  flavors: model.flavors,
  signature: model.signature && toSignatureJson(model.signature),
  saved_input_example_info: model.inputExample && toExampleInfo(model.inputExample),
  model_uuid: model.modelUuid,
  model_size_bytes: model.modelSizeBytes,
  metadata: model.metadata,
});

/** The text of an MLmodel file, laid out as PyYAML does it: YAML 1.1, keys sorted, lists not indented. */
export const formatMlModel = (model: MlModel): string =>
  stringify(toFile(model), {
    version: '1.1',
    customTags: (tags) => [...PYTHON_TAGS, ...tags],
    sortMapEntries: true,
    singleQuote: true,
    indentSeq: false,
    aliasDuplicateObjects: false,
    keepUndefined: false,
  });
