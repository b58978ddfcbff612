import type { JsonValue } from '@millrace/spec';

/** YAML for `.yaml` and `.yml`, else JSON, as MLflow's `log_dict` does. The YAML library loads only when needed. */
export const toText = async (value: JsonValue, path: string): Promise<string> => {
  if (!/\.ya?ml$/i.test(path)) return JSON.stringify(value, undefined, 2);
  const { stringify } = await import('yaml');
  return stringify(value);
};
