import type { CallContext, Services } from '@millrace/protocol';
import { type Experiment, MillraceError } from '@millrace/spec';

const byName = async (
  name: string,
  services: Services,
  call: CallContext,
): Promise<Experiment | undefined> => {
  try {
    return await services['experiments.getByName']({ name }, call);
  } catch (error) {
    if (MillraceError.is(error) && error.code === 'RESOURCE_DOES_NOT_EXIST') return undefined;
    throw error;
  }
};

/** The experiment of this name, made when missing, also when another process makes it at the same moment. */
export const findOrCreateExperiment = async (
  name: string,
  services: Services,
  call: CallContext,
): Promise<string> => {
  let experiment = await byName(name, services, call);
  if (experiment === undefined) {
    try {
      return (await services['experiments.create']({ name, tags: [] }, call)).experimentId;
    } catch (error) {
      if (!MillraceError.is(error) || error.code !== 'RESOURCE_ALREADY_EXISTS') throw error;
      experiment = await byName(name, services, call);
      if (experiment === undefined) throw error;
    }
  }
  if (experiment.lifecycleStage === 'active') return experiment.experimentId;
  throw new MillraceError(
    'INVALID_STATE',
    `Experiment '${name}' (${experiment.experimentId}) is deleted: restore it, or choose another name`,
  );
};
