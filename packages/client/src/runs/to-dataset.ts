import type { Dataset, JsonObject, JsonValue } from '@millrace/spec';

/** Data a run reads. */
export interface RunDataset {
  readonly name: string;
  /** Where it came from: a URL, a path, or facts of your own. */
  readonly source?: string | JsonObject | undefined;
  /** Tells versions apart, up to 36 characters. Default: made from everything else that is given. */
  readonly digest?: string | undefined;
  readonly schema?: JsonValue | undefined;
  /** Counts and the like, such as `{ num_rows: 100 }`. */
  readonly profile?: JsonObject | undefined;
}

/** As MLflow's own sources are written, so that it can open them. */
const toSource = (source: RunDataset['source']): Pick<Dataset, 'source' | 'sourceType'> => {
  if (typeof source !== 'string') {
    return { sourceType: 'code', source: JSON.stringify({ tags: source ?? {} }) };
  }
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(source)?.[1]?.toLowerCase();
  if (scheme === 'http' || scheme === 'https') {
    return { sourceType: 'http', source: JSON.stringify({ url: source }) };
  }
  return { sourceType: scheme === 's3' ? 's3' : 'local', source: JSON.stringify({ uri: source }) };
};

const DIGEST_BYTES = 4;

const digestOf = async (text: string): Promise<string> => {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return Array.from(hash.subarray(0, DIGEST_BYTES), (byte) => byte.toString(16).padStart(2, '0')).join('');
};

export const toDataset = async (given: RunDataset): Promise<Dataset> => {
  const known = {
    name: given.name,
    ...toSource(given.source),
    ...(given.schema === undefined ? {} : { schema: JSON.stringify(given.schema) }),
    ...(given.profile === undefined ? {} : { profile: JSON.stringify(given.profile) }),
  };
  return { ...known, digest: given.digest ?? (await digestOf(JSON.stringify(known))) };
};
