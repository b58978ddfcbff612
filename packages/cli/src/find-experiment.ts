import type { Output } from '@millrace/protocol';
import { MillraceError } from '@millrace/spec';
import type { Call } from './session.ts';

/** The two ways to say which experiment. */
export interface ExperimentChoice {
  readonly experimentId?: string;
  readonly experimentName?: string;
}

/** The experiment chosen by id or by name, deleted ones included. */
export const findExperiment = async (
  call: Call,
  { experimentId, experimentName }: ExperimentChoice,
): Promise<Output<'experiments.get'>> => {
  if (experimentId !== undefined && experimentName !== undefined) {
    throw new MillraceError(
      'INVALID_PARAMETER_VALUE',
      'Both --experiment-id and --experiment-name are given: choose one',
    );
  }
  if (experimentId !== undefined) return call('experiments.get', { experimentId });
  if (experimentName !== undefined) return call('experiments.getByName', { name: experimentName });
  throw new MillraceError(
    'INVALID_PARAMETER_VALUE',
    'Which experiment? Give --experiment-id or --experiment-name',
  );
};
