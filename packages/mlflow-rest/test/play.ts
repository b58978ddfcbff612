import type { Exchange, Step } from './exchange-steps.ts';

/** What differs from one server and minute to the next. */
const VARIES = new Set([
  'creation_time',
  'last_update_time',
  'creation_timestamp_ms',
  'last_updated_timestamp_ms',
  'next_page_token',
  'creation_timestamp',
  'last_updated_timestamp',
]);

/** MLflow says these beside its error code; nothing reads them. */
const LEFT_OUT = new Set(['sqlstate', 'error_class']);

const reviver = (key: string, value: unknown): unknown => {
  if (LEFT_OUT.has(key)) return undefined;
  return VARIES.has(key) ? `<${key}>` : value;
};

type Send = (path: string, init: RequestInit) => Promise<Response>;

/** Plays the steps against a server and returns what it answered, ids replaced by their placeholders. */
export const play = async (steps: readonly Step[], send: Send): Promise<Exchange[]> => {
  const ids = new Map<string, string>();
  const fill = (text: string): string => {
    let filled = text;
    for (const [name, id] of ids) filled = filled.replaceAll(name, id);
    return filled;
  };
  const clear = (text: string): string => {
    const run = ids.get('<run>');
    const experiment = ids.get('<experiment>');
    let cleared = run === undefined ? text : text.replaceAll(run, '<run>');
    const model = ids.get('<model>');
    if (model !== undefined) cleared = cleared.replaceAll(model, '<model>');
    if (experiment !== undefined) {
      cleared = cleared
        .replaceAll(`"experiment_id": "${experiment}"`, '"experiment_id": "<experiment>"')
        .replaceAll(`"experiment_id":"${experiment}"`, '"experiment_id":"<experiment>"')
        .replaceAll(`mlflow-artifacts:/${experiment}`, 'mlflow-artifacts:/<experiment>');
    }
    return cleared;
  };
  const exchanges: Exchange[] = [];
  for (const step of steps) {
    const isText = typeof step.body === 'string';
    const response = await send(fill(step.path), {
      method: step.method,
      headers: isText || step.body === undefined ? {} : { 'content-type': 'application/json' },
      ...(step.body === undefined
        ? {}
        : { body: fill(isText ? String(step.body) : JSON.stringify(step.body)) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
    const answer = isJson ? JSON.parse(text) : text;
    if (!ids.has('<experiment>') && answer.experiment_id) ids.set('<experiment>', answer.experiment_id);
    if (!ids.has('<model>') && answer.model) ids.set('<model>', answer.model.info.model_id);
    if (!ids.has('<run>') && answer.run) ids.set('<run>', answer.run.info.run_id);
    exchanges.push({
      name: step.name,
      status: response.status,
      answer: isJson ? JSON.parse(clear(text), reviver) : text,
    });
  }
  return exchanges;
};
