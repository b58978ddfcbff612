import type { ArtifactWriter, JsonValue, Signature } from '@millrace/spec';
import type { InputExampleInfo } from './ml-model.ts';

const EXAMPLE_FILE = 'input_example.json';
const SERVING_FILE = 'serving_input_example.json';

const write = async (artifacts: ArtifactWriter, path: string, value: JsonValue): Promise<void> =>
  artifacts.write(path, new TextEncoder().encode(JSON.stringify(value)));

/** Writes the example twice, as MLflow does: as it is, and as the body of a scoring request. */
export const writeInputExample = async (
  artifacts: ArtifactWriter,
  example: JsonValue,
  signature: Signature | undefined,
): Promise<InputExampleInfo> => {
  await write(artifacts, EXAMPLE_FILE, example);
  await write(artifacts, SERVING_FILE, { inputs: example });
  return {
    artifactPath: EXAMPLE_FILE,
    type: signature?.inputs?.[0]?.type === 'tensor' ? 'ndarray' : 'json_object',
    servingInputPath: SERVING_FILE,
    extra: {},
  };
};
