import { z } from 'zod';
import { operation } from '../operation.ts';
import { Empty, Integer, SearchInput, Tag, Timestamp, ViewType } from '../schemas/common.ts';
import { Experiment, ExperimentActivity } from '../schemas/experiment.ts';

const ExperimentId = z.strictObject({ experimentId: z.string() });

export const experimentOperations = {
  'experiments.create': operation('mutation', 'experiment:manage', {
    input: z.strictObject({
      name: z.string(),
      artifactLocation: z.string().optional(),
      tags: z.array(Tag).readonly().default([]),
    }),
    output: ExperimentId,
  }),
  'experiments.get': operation('query', 'experiment:read', { input: ExperimentId, output: Experiment }),
  'experiments.getByName': operation('query', 'experiment:read', {
    input: z.strictObject({ name: z.string() }),
    output: Experiment,
  }),
  'experiments.search': operation('query', 'experiment:read', {
    input: SearchInput.extend({ viewType: ViewType.default('ACTIVE_ONLY') }),
    output: z.strictObject({
      experiments: z.array(Experiment).readonly(),
      nextPageToken: z.string().optional(),
    }),
  }),
  /** Counts of runs, in all and by period, for lists of experiments. */
  'experiments.activity': operation('query', 'experiment:read', {
    input: z.strictObject({
      experimentIds: z.array(z.string()).max(1000).readonly(),
      since: Timestamp,
      periodMs: Integer.min(60_000),
      periods: Integer.min(1).max(400),
    }),
    output: z.strictObject({ experiments: z.array(ExperimentActivity).readonly() }),
  }),
  'experiments.rename': operation('mutation', 'experiment:edit', {
    input: z.strictObject({ experimentId: z.string(), name: z.string() }),
    output: Empty,
  }),
  'experiments.delete': operation('mutation', 'experiment:manage', { input: ExperimentId, output: Empty }),
  'experiments.restore': operation('mutation', 'experiment:manage', { input: ExperimentId, output: Empty }),
  'experiments.setTag': operation('mutation', 'experiment:edit', {
    input: z.strictObject({ experimentId: z.string(), key: z.string(), value: z.string() }),
    output: Empty,
  }),
  'experiments.deleteTag': operation('mutation', 'experiment:edit', {
    input: z.strictObject({ experimentId: z.string(), key: z.string() }),
    output: Empty,
  }),
} as const;
