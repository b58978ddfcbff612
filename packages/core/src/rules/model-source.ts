import { toFolder } from './artifact-location.ts';
import { isArtifactPath } from './artifact-path.ts';
import { invalid } from './invalid.ts';

/** What the source of a model version names. Paths are canonical; `''` is the whole. */
export type ModelSource =
  | { readonly kind: 'run'; readonly runId: string; readonly path: string }
  /** A folder below the artifacts' root. */
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 'loggedModel'; readonly modelId: string }
  | { readonly kind: 'version'; readonly name: string; readonly selector: VersionSelector }
  /** Kept elsewhere: fine only below the artifacts of the run or logged model that is named beside it. */
  | { readonly kind: 'elsewhere'; readonly uri: string };

export type VersionSelector =
  | { readonly version: number }
  | { readonly alias: string }
  | { readonly stage: string }
  | 'latest';

/** The one message for a source that is refused, whatever is wrong with it: it tells nothing of what there is. */
export const invalidSource = (source: string): Error =>
  invalid(
    `Invalid model version source: '${source.slice(0, 200)}'. Expected runs:/<run>/<path>, ` +
      'models:/<name>/<version>, models:/<name>@<alias>, models:/<logged model>, or a location below the artifacts ' +
      'of the run (run_id) or logged model (model_id) that is named with it.',
    'invalid-model-source',
  );

const RUN = /^runs:\/([a-zA-Z0-9][\w-]{0,255})(?:\/(.*))?$/s;
const MODEL = /^models:\/([^/@]+)$/s;
const MODEL_ALIAS = /^models:\/([^/]+)@([^/@]+)$/s;
const MODEL_VERSION = /^models:\/([^/]+)\/([^/]+)$/s;

/** Doubled and final slashes mean nothing; anything else that a path could hide behind is refused. */
const toPath = (given: string): string | undefined => {
  const path = given.split('/').filter(Boolean).join('/');
  return path === '' || (isArtifactPath(path) && !/[%?;]/.test(path)) ? path : undefined;
};

const toSelector = (suffix: string): VersionSelector => {
  if (/^\d{1,15}$/.test(suffix)) return { version: Number(suffix) };
  return suffix.toLowerCase() === 'latest' ? 'latest' : { stage: suffix };
};

const parseModel = (source: string): ModelSource | undefined => {
  const [, versioned, suffix] = MODEL_VERSION.exec(source) ?? [];
  if (versioned !== undefined && suffix !== undefined) {
    return { kind: 'version', name: versioned, selector: toSelector(suffix) };
  }
  const [, aliased, alias] = MODEL_ALIAS.exec(source) ?? [];
  if (aliased !== undefined && alias !== undefined) {
    return { kind: 'version', name: aliased, selector: { alias } };
  }
  const [, modelId] = MODEL.exec(source) ?? [];
  return modelId === undefined ? undefined : { kind: 'loggedModel', modelId };
};

const parse = (source: string): ModelSource | undefined => {
  if (source.startsWith('models:')) return parseModel(source);
  const [, runId, given = ''] = RUN.exec(source) ?? [];
  if (runId !== undefined) {
    const path = toPath(given);
    return path === undefined ? undefined : { kind: 'run', runId, path };
  }
  const folder = toFolder(source);
  if (folder === undefined) return { kind: 'elsewhere', uri: source };
  const path = toPath(folder);
  return path === undefined || path === '' ? undefined : { kind: 'folder', folder: path };
};

/** Throws INVALID_PARAMETER_VALUE for what no source may be, by an allow-list. */
export const parseSource = (source: string): ModelSource => {
  const parsed = parse(source);
  if (parsed === undefined) throw invalidSource(source);
  return parsed;
};

/** What of a URI lies below another, `''` when it is the same; `undefined` when it lies beside, or hides where it lies. */
export const pathBelow = (uri: string, root: string): string | undefined => {
  const base = root.replace(/\/+$/, '');
  if (!uri.startsWith(base)) return undefined;
  const rest = uri.slice(base.length);
  return rest === '' || rest.startsWith('/') ? toPath(rest) : undefined;
};
