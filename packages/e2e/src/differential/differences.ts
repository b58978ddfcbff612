import type { Told } from './server-face.ts';
import type { Step } from './step.ts';

export interface Exchange {
  readonly step: Step;
  readonly mlflow: Told;
  readonly millrace: Told;
}

/** Where Millrace answers otherwise on purpose. Everything else that differs is a defect of ours. */
export interface Difference {
  readonly name: string;
  readonly reason: string;
  applies(exchange: Exchange): boolean;
}

const codeOf = ({ body }: Told): unknown =>
  typeof body === 'object' && body !== null && 'error_code' in body ? body.error_code : undefined;

export const DIFFERENCES: readonly Difference[] = [
  {
    name: "MLflow's defects are refusals here",
    reason:
      'an uncaught exception there is an HTML page or INTERNAL_ERROR with status 500; what was asked cannot be done',
    applies: ({ mlflow, millrace }) =>
      mlflow.status === 500 &&
      (typeof mlflow.body === 'string' || codeOf(mlflow) === 'INTERNAL_ERROR') &&
      millrace.status >= 400 &&
      millrace.status < 500,
  },
  {
    name: 'a filter that ends with AND is refused',
    reason: 'MLflow overlooks the word; more often than not something was forgotten after it',
    applies: ({ step, mlflow, millrace }) =>
      /\bAND\s*$/i.test(String(step.fields['filter'])) && mlflow.status === 200 && millrace.status === 400,
  },
  {
    name: 'renaming an experiment to a taken name is RESOURCE_ALREADY_EXISTS',
    reason: "as creating one is; MLflow's answer is its database's error with the SQL in it",
    applies: ({ step, mlflow, millrace }) =>
      step.path === 'experiments/update' &&
      codeOf(mlflow) === 'BAD_REQUEST' &&
      codeOf(millrace) === 'RESOURCE_ALREADY_EXISTS',
  },
];
