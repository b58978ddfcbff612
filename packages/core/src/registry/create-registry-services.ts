import type { CallContext, Input, OperationIdOf, Output, Services } from '@millrace/protocol';
import type { Awaitable, ReadUnit, WriteUnit } from '@millrace/spec';
import type { Surroundings } from '../service-ports.ts';
import * as aliases from './model-aliases.ts';
import * as versions from './model-versions.ts';
import type { AuditedSurroundings } from './note-change.ts';
import { readAudit } from './read-audit.ts';
import * as models from './registered-models.ts';
import * as search from './registry-search.ts';
import { transitionStage } from './transition-stage.ts';

type RegistryId = Extract<keyof Services, `${'registeredModels' | 'modelVersions' | 'registry'}.${string}`>;

type RegistryServices = Pick<Services, RegistryId>;

type Handler<Unit, Id extends OperationIdOf<'query' | 'mutation'>, Known> = (
  unit: Unit,
  input: Input<Id>,
  surroundings: Known,
) => Awaitable<Output<Id>>;

type Call<Id extends OperationIdOf<'query' | 'mutation'>> = (
  input: Input<Id>,
  context: CallContext,
) => Promise<Output<Id>>;

/** How handlers become services: as one read unit, or as one write unit. */
export interface Wrappers {
  query<Id extends OperationIdOf<'query'>>(id: Id, handler: Handler<ReadUnit, Id, Surroundings>): Call<Id>;
  mutation<Id extends OperationIdOf<'mutation'>>(
    id: Id,
    handler: Handler<WriteUnit, Id, Surroundings>,
  ): Call<Id>;
}

/** The services of the model registry. Every mutation tells the audit, in its own unit, who asked for it. */
export const createRegistryServices = ({ query, mutation }: Wrappers): RegistryServices => {
  const audited =
    <Id extends OperationIdOf<'mutation'>>(
      id: Id,
      handler: Handler<WriteUnit, Id, AuditedSurroundings>,
    ): Call<Id> =>
    (input, context) => {
      const perform = mutation(id, (unit, given, surroundings) =>
        handler(unit, given, { ...surroundings, caller: context.caller }),
      );
      return perform(input, context);
    };

  return {
    'registeredModels.create': audited('registeredModels.create', models.createRegisteredModel),
    'registeredModels.rename': audited('registeredModels.rename', models.renameRegisteredModel),
    'registeredModels.update': audited('registeredModels.update', models.updateRegisteredModel),
    'registeredModels.delete': audited('registeredModels.delete', models.deleteRegisteredModel),
    'registeredModels.get': query('registeredModels.get', models.getRegisteredModel),
    'registeredModels.search': query('registeredModels.search', search.searchRegisteredModels),
    'registeredModels.latestVersions': query('registeredModels.latestVersions', models.readLatestVersions),
    'registeredModels.setTag': audited('registeredModels.setTag', models.setRegisteredModelTag),
    'registeredModels.deleteTag': audited('registeredModels.deleteTag', models.deleteRegisteredModelTag),
    'registeredModels.setAlias': audited('registeredModels.setAlias', aliases.setModelAlias),
    'registeredModels.deleteAlias': audited('registeredModels.deleteAlias', aliases.deleteModelAlias),
    'registeredModels.getByAlias': query('registeredModels.getByAlias', aliases.getVersionByAlias),
    'modelVersions.create': audited('modelVersions.create', versions.createModelVersion),
    'modelVersions.update': audited('modelVersions.update', versions.updateModelVersion),
    'modelVersions.transitionStage': audited('modelVersions.transitionStage', transitionStage),
    'modelVersions.delete': audited('modelVersions.delete', versions.deleteModelVersion),
    'modelVersions.get': query('modelVersions.get', versions.getModelVersion),
    'modelVersions.search': query('modelVersions.search', search.searchModelVersions),
    'modelVersions.downloadUri': query('modelVersions.downloadUri', versions.getDownloadUri),
    'modelVersions.setTag': audited('modelVersions.setTag', versions.setModelVersionTag),
    'modelVersions.deleteTag': audited('modelVersions.deleteTag', versions.deleteModelVersionTag),
    'modelVersions.copy': audited('modelVersions.copy', versions.copyModelVersion),
    'registry.audit': query('registry.audit', readAudit),
  };
};
