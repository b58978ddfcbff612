import {
  type LoggedModelInfo,
  type LoggedModelReader,
  MillraceError,
  type Param,
  type Tag,
} from '@millrace/spec';
import { invalid, missing } from './invalid.ts';
import { LIMITS } from './limits.ts';
import { checkText } from './text.ts';

const FORBIDDEN_IN_NAME = /[/:.%"']/;

/** A name stands in `models:/` and `runs:/` addresses. */
export const checkLoggedModelName = (name: string): void => {
  if (name === '' || FORBIDDEN_IN_NAME.test(name)) {
    throw invalid(
      `Invalid model name ('${name.slice(0, 200)}') provided. Model name must be a non-empty string and cannot ` +
        `contain the following characters: ('/', ':', '.', '%', '"', "'")`,
      'invalid-model-name',
    );
  }
  checkText(name, 'name', LIMITS.loggedModelName);
};

/** Params and tags of logged models take any key: no file is named after it. */
export const checkModelEntries = (list: 'params' | 'tags', entries: readonly (Param | Tag)[]): void => {
  for (const [index, { key, value }] of entries.entries()) {
    if (key === '') throw missing(`${list}[${index}].key`);
    checkText(key, `${list}[${index}].key`, LIMITS.loggedModelKey);
    checkText(value, `${list}[${index}].value`, LIMITS.loggedModelValue);
  }
};

const noSuchModel = (modelId: string): MillraceError =>
  new MillraceError(
    'RESOURCE_DOES_NOT_EXIST',
    `Logged model with ID '${modelId.slice(0, LIMITS.modelId)}' not found.`,
    { reason: 'core/no-such-logged-model' },
  );

export const noSuchModelTag = (modelId: string, key: string): MillraceError =>
  new MillraceError(
    'RESOURCE_DOES_NOT_EXIST',
    `No tag with key '${key.slice(0, LIMITS.loggedModelKey)}' found for model with ID '${modelId}'.`,
    { reason: 'core/no-such-tag' },
  );

/** Deleted ones too. Throws RESOURCE_DOES_NOT_EXIST. */
export const requireLoggedModel = async (
  loggedModels: LoggedModelReader,
  modelId: string,
): Promise<LoggedModelInfo> => {
  const model = await loggedModels.findLoggedModel(modelId);
  if (model === undefined) throw noSuchModel(modelId);
  return model;
};

export const requireActiveLoggedModel = async (
  loggedModels: LoggedModelReader,
  modelId: string,
): Promise<LoggedModelInfo> => {
  const model = await requireLoggedModel(loggedModels, modelId);
  if (model.lifecycleStage !== 'active') throw noSuchModel(modelId);
  return model;
};
