import type { Output } from '@millrace/protocol';
import { formatTime } from '../../output/format.ts';
import { type Cell, table } from '../../output/table.ts';

type Model = Output<'registeredModels.get'>;
type Version = Output<'modelVersions.get'>;
type Entry = Output<'registry.audit'>['entries'][number];

const newestOf = ({ latestVersions }: Model): Cell =>
  latestVersions.length === 0 ? null : Math.max(...latestVersions.map(({ version }) => version));

/** One line a model. */
export const renderModels = (models: readonly Model[]): string =>
  models.length === 0
    ? ''
    : table(
        models.map((model) => [
          model.name,
          newestOf(model),
          model.aliases.map(({ alias, version }) => `${alias}=${version}`).join(' ') || null,
          formatTime(model.lastUpdateTime),
        ]),
        ['NAME', 'NEWEST', 'ALIASES', 'UPDATED'],
      );

/** One line a version. */
export const renderVersions = (versions: readonly Version[]): string =>
  versions.length === 0
    ? ''
    : table(
        versions.map((version) => [
          version.version,
          version.stage,
          version.aliases.join(' ') || null,
          version.runId,
          formatTime(version.creationTime),
          version.source,
        ]),
        ['VERSION', 'STAGE', 'ALIASES', 'RUN', 'CREATED', 'SOURCE'],
      );

const tagRows = (tags: Model['tags']): Cell[][] => tags.map(({ key, value }) => [`tag ${key}`, value]);

export const renderModel = (model: Model): string =>
  [
    table([
      ['name', model.name],
      ['description', model.description || null],
      ['created', formatTime(model.creationTime)],
      ['updated', formatTime(model.lastUpdateTime)],
      ...model.aliases.map(({ alias, version }): Cell[] => [`alias ${alias}`, version]),
      ...tagRows(model.tags),
    ]),
    ...(model.latestVersions.length === 0
      ? []
      : ['', 'Latest versions', renderVersions(model.latestVersions)]),
  ].join('\n');

export const renderVersion = (version: Version): string =>
  table([
    ['name', version.name],
    ['version', version.version],
    ['stage', version.stage],
    ['aliases', version.aliases.join(' ') || null],
    ['description', version.description || null],
    ['status', version.status],
    ['source', version.source],
    ['files', version.storageLocation],
    ['run', version.runId],
    ['logged model', version.modelId],
    ['created', formatTime(version.creationTime)],
    ['updated', formatTime(version.lastUpdateTime)],
    ...tagRows(version.tags),
  ]);

const detailOf = ({ detail }: Entry): Cell =>
  Object.entries(detail)
    .map(([field, value]) => `${field}=${value}`)
    .join(' ') || null;

/** One line a change. */
export const renderAudit = (entries: readonly Entry[]): string =>
  entries.length === 0
    ? ''
    : table(
        entries.map((entry) => [
          formatTime(entry.time),
          entry.caller || null,
          entry.action,
          entry.version === null ? entry.name : `${entry.name}/${entry.version}`,
          detailOf(entry),
        ]),
        ['WHEN', 'WHO', 'WHAT', 'MODEL', 'DETAIL'],
      );
