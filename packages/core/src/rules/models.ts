import {
  MillraceError,
  type ModelStage,
  type ModelVersion,
  type ModelVersionKey,
  type RegisteredModel,
  type RegistryReader,
  type Tag,
} from '@millrace/spec';
import { invalid, invalidValue, missing } from './invalid.ts';
import { checkKey } from './keys.ts';
import { LIMITS } from './limits.ts';
import { checkText } from './text.ts';

/** A name must be writable in `models:/<name>/<version>`. `path` is the field's name in the error. */
export const checkModelName = (name: string, path = 'name'): void => {
  if (name.trim() === '') throw missing(path);
  checkText(name, path, LIMITS.modelName);
  if (/[/:]/.test(name)) {
    throw invalid(`Invalid model name '${name}'. Names cannot contain '/' or ':'.`, 'invalid-model-name');
  }
  if (name === '.' || name.startsWith('..')) {
    throw invalidValue(
      'name',
      name,
      'Names may be treated as files in certain cases, and must not resolve to other names when treated as such. ' +
        `This name would resolve to '${name}'`,
    );
  }
};

/** Throws RESOURCE_DOES_NOT_EXIST. */
export const requireModel = async (registry: RegistryReader, name: string): Promise<RegisteredModel> => {
  checkModelName(name);
  const model = await registry.findModel(name);
  if (model !== undefined) return model;
  throw new MillraceError('RESOURCE_DOES_NOT_EXIST', `Registered Model with name=${name} not found`, {
    reason: 'core/no-such-model',
  });
};

/** Deleted ones do not exist. Throws RESOURCE_DOES_NOT_EXIST. */
export const requireModelVersion = async (
  registry: RegistryReader,
  { name, version }: ModelVersionKey,
): Promise<ModelVersion> => {
  checkModelName(name);
  const found = await registry.findModelVersion({ name, version });
  if (found !== undefined) return found;
  throw new MillraceError(
    'RESOURCE_DOES_NOT_EXIST',
    `Model Version (name=${name}, version=${version}) not found`,
    { reason: 'core/no-such-model-version' },
  );
};

export const checkModelTag = ({ key, value }: Tag): void => {
  checkKey(key, 'key');
  checkText(value, 'value', LIMITS.modelTagValue);
};

export const checkDescription = (description: string | null): void => {
  if (description !== null) checkText(description, 'description', LIMITS.modelDescription);
};

const ALIAS = /^[\p{L}\p{N}_-]+$/u;

/** What an alias may look like, to read it. `latest` is one. */
export const checkAlias = (alias: string): void => {
  if (alias === '') throw invalid('Registered model alias name cannot be empty.', 'invalid-alias');
  checkText(alias, 'Registered model alias name', LIMITS.modelAlias);
  if (ALIAS.test(alias)) return;
  throw invalid(
    `Invalid alias name: '${alias}'. Names may only contain alphanumerics, underscores (_), and dashes (-).`,
    'invalid-alias',
  );
};

export const isLatest = (alias: string): boolean => alias.toLowerCase() === 'latest';

/** What may be set: not what reads as something else in a URI. */
export const checkFreeAlias = (alias: string): void => {
  checkAlias(alias);
  if (isLatest(alias)) {
    throw invalid("'latest' alias name (case insensitive) is reserved.", 'reserved-alias');
  }
  if (/^v\d+$/i.test(alias)) throw invalid(`Version alias name '${alias}' is reserved.`, 'reserved-alias');
};

const STAGES: readonly ModelStage[] = ['None', 'Staging', 'Production', 'Archived'];

/** In any case. Throws INVALID_PARAMETER_VALUE. */
export const toStage = (given: string): ModelStage => {
  const stage = STAGES.find((name) => name.toLowerCase() === given.toLowerCase());
  if (stage !== undefined) return stage;
  throw invalid(
    `Invalid Model Version stage: ${given.slice(0, 100)}. Value must be one of ${STAGES.join(', ')}.`,
    'invalid-stage',
  );
};

/** The highest version of all, whatever its stage. */
export const newestVersion = ({ latestVersions }: RegisteredModel): ModelVersion | undefined =>
  latestVersions.reduce<ModelVersion | undefined>(
    (newest, version) => (newest === undefined || version.version > newest.version ? version : newest),
    undefined,
  );
