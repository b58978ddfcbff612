import type { Step } from './step.ts';

const STATUS_NUMBERS: Readonly<Record<string, number>> = {
  RUNNING: 1,
  SCHEDULED: 2,
  FINISHED: 3,
  FAILED: 4,
  KILLED: 5,
};
const VIEW_NUMBERS: Readonly<Record<string, number>> = { ACTIVE_ONLY: 1, DELETED_ONLY: 2, ALL: 3 };
const INTEGERS = new Set(['timestamp', 'step', 'start_time', 'end_time', 'max_results']);
/** MLflow looks for what it requires in snake case alone. */
const OPTIONAL = new Set([
  'start_time',
  'end_time',
  'run_name',
  'user_id',
  'order_by',
  'page_token',
  'run_view_type',
  'view_type',
]);

const camel = (name: string): string =>
  name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

const varied = (name: string, value: unknown): unknown => {
  if (INTEGERS.has(name) && typeof value === 'number') return String(value);
  if (name === 'status') return STATUS_NUMBERS[String(value)] ?? value;
  if (name.endsWith('view_type')) return VIEW_NUMBERS[String(value)] ?? value;
  return value;
};

/** The same request in another of the forms that JSON of a proto message may have. Queries have but one. */
export const vary = (step: Step, random: () => number): Step => {
  if (step.method === 'GET' || random() > 0.3) return step;
  const fields: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(step.fields)) {
    const isOther = random() < 0.5;
    fields[isOther && OPTIONAL.has(name) ? camel(name) : name] = isOther ? varied(name, value) : value;
  }
  if (random() < 0.2) fields['nobody_knows_this'] = { at: ['all'] };
  if (random() < 0.2 && step.path === 'runs/update') fields['end_time'] ??= null;
  return { ...step, fields };
};
