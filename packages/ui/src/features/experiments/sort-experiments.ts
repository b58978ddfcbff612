import type { Experiment, ExperimentActivity } from '@millrace/spec';
import type { ExperimentsSearch } from '../../url/experiments-search.ts';

type Activities = ReadonlyMap<string, ExperimentActivity> | undefined;

const lastActive = (activities: Activities, experiment: Experiment): number =>
  activities?.get(experiment.experimentId)?.lastActive ?? 0;

/** The experiments whose name, note or tags hold the words, in the order chosen: the last active first by default. */
export const listExperiments = (
  experiments: readonly Experiment[],
  activities: Activities,
  { q, sort }: ExperimentsSearch,
): Experiment[] => {
  const words = (q ?? '').toLowerCase().split(/\s+/);
  const found = experiments.filter((experiment) => {
    const hay = [experiment.name, ...experiment.tags.flatMap((tag) => [tag.key, tag.value])]
      .join(' ')
      .toLowerCase();
    return words.every((word) => hay.includes(word));
  });
  const runs = (experiment: Experiment) => activities?.get(experiment.experimentId)?.runs ?? 0;
  return found.toSorted((a, b) => {
    if (sort === 'name') return a.name.localeCompare(b.name);
    if (sort === 'runs') return runs(b) - runs(a) || a.name.localeCompare(b.name);
    return (
      lastActive(activities, b) - lastActive(activities, a) ||
      b.creationTime - a.creationTime ||
      a.name.localeCompare(b.name)
    );
  });
};
