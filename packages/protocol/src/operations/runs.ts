import { z } from 'zod';
import { operation } from '../operation.ts';
import { Empty, SearchInput, Tag, Timestamp, ViewType } from '../schemas/common.ts';
import { LoggedMetric, Param, Run, RunInfo, RunStatus } from '../schemas/run.ts';

const RunId = z.strictObject({ runId: z.string() });
const ExperimentIds = z.array(z.string()).readonly();

export const runOperations = {
  'runs.create': operation('mutation', 'experiment:edit', {
    input: z.strictObject({
      experimentId: z.string().default('0'),
      runName: z.string().optional(),
      userId: z.string().default(''),
      startTime: Timestamp.default(0),
      tags: z.array(Tag).readonly().default([]),
    }),
    output: Run,
  }),
  'runs.get': operation('query', 'run:read', { input: RunId, output: Run }),
  'runs.update': operation('mutation', 'run:edit', {
    input: z.strictObject({
      runId: z.string(),
      status: RunStatus.optional(),
      endTime: Timestamp.optional(),
      runName: z.string().optional(),
    }),
    output: RunInfo,
  }),
  'runs.delete': operation('mutation', 'run:manage', { input: RunId, output: Empty }),
  'runs.restore': operation('mutation', 'run:manage', { input: RunId, output: Empty }),
  'runs.search': operation('query', 'run:read', {
    input: SearchInput.extend({
      experimentIds: ExperimentIds,
      viewType: ViewType.default('ACTIVE_ONLY'),
      /** Tells also what each run read and made. */
      withLineage: z.boolean().optional(),
    }),
    output: z.strictObject({ runs: z.array(Run).readonly(), nextPageToken: z.string().optional() }),
  }),
  /** How many runs a search finds in all. */
  'runs.count': operation('query', 'run:read', {
    input: z.strictObject({
      experimentIds: ExperimentIds,
      filter: z.string().optional(),
      viewType: ViewType.default('ACTIVE_ONLY'),
    }),
    output: z.strictObject({ total: z.int() }),
  }),
  'runs.logMetric': operation('mutation', 'run:edit', {
    input: z.strictObject({ runId: z.string(), ...LoggedMetric.shape }),
    output: Empty,
  }),
  'runs.logParam': operation('mutation', 'run:edit', {
    input: z.strictObject({ runId: z.string(), ...Param.shape }),
    output: Empty,
  }),
  /** All of it or nothing. */
  'runs.logBatch': operation('mutation', 'run:edit', {
    input: z.strictObject({
      runId: z.string(),
      metrics: z.array(LoggedMetric).readonly().default([]),
      params: z.array(Param).readonly().default([]),
      tags: z.array(Tag).readonly().default([]),
    }),
    output: Empty,
  }),
  'runs.setTag': operation('mutation', 'run:edit', {
    input: z.strictObject({ runId: z.string(), key: z.string(), value: z.string() }),
    output: Empty,
  }),
  'runs.deleteTag': operation('mutation', 'run:edit', {
    input: z.strictObject({ runId: z.string(), key: z.string() }),
    output: Empty,
  }),
} as const;
