import { MillraceError } from '@millrace/spec';
import type { Output } from '@millrace/protocol';
import type { Call } from '../../session.ts';

/** What a command is told to work on: `cars`, `cars/3` or `cars@champion`. */
export type ModelName =
  | { readonly name: string; readonly kind: 'model' }
  | { readonly name: string; readonly kind: 'version'; readonly version: number }
  | { readonly name: string; readonly kind: 'alias'; readonly alias: string };

const refuse = (text: string, expected: string): never => {
  throw new MillraceError('INVALID_PARAMETER_VALUE', `'${text}' was given: expected ${expected}`);
};

/** Also with `models:/` before it, as code writes it. */
export const parseModelName = (given: string): ModelName => {
  const text = given.replace(/^models:\//, '');
  const [, versioned, version] = /^([^/]+)\/(\d{1,15})$/.exec(text) ?? [];
  if (versioned !== undefined) return { name: versioned, kind: 'version', version: Number(version) };
  const [, aliased, alias] = /^([^/]+)@([^/@]+)$/.exec(text) ?? [];
  if (aliased !== undefined && alias !== undefined) return { name: aliased, kind: 'alias', alias };
  if (text === '' || text.includes('/'))
    return refuse(given, 'a model, such as cars, cars/3 or cars@champion');
  return { name: text, kind: 'model' };
};

/** The version meant. A model alone is not enough. */
export const requireVersion = async (call: Call, given: string): Promise<Output<'modelVersions.get'>> => {
  const parsed = parseModelName(given);
  switch (parsed.kind) {
    case 'version':
      return call('modelVersions.get', { name: parsed.name, version: parsed.version });
    case 'alias':
      return call('registeredModels.getByAlias', { name: parsed.name, alias: parsed.alias });
    case 'model':
      return refuse(given, 'a version, such as cars/3 or cars@champion');
  }
};

/** A model's own name, where a version would be a mistake. */
export const requireName = (given: string): string => {
  const parsed = parseModelName(given);
  return parsed.kind === 'model' ? parsed.name : refuse(given, 'a model without a version, such as cars');
};
