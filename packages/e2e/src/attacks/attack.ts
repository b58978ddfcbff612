import type { RawAnswer, RawRequest } from './send-raw.ts';
import type { Target } from './target.ts';

/** One row of the catalogue. Its oracle is the same for all: see `check-aftermath.ts`. */
export interface Attack {
  /** The catalogue's number: rows of one number are variants. */
  readonly id: string;
  readonly name: string;
  /** What the attack is aimed at; where the server has no such endpoint, the row is skipped and says so. */
  readonly needs?: RawRequest;
  /** Throws when the server gave in. */
  strike(target: Target): Promise<void>;
}

export type RequestOf = (target: Target) => RawRequest;

interface Refusal {
  readonly id: string;
  readonly name: string;
  readonly needs?: RawRequest;
  /** Statuses that are a refusal; 400 when absent. */
  readonly with?: readonly number[];
  /** Milliseconds within which it must come. */
  readonly within?: number;
}

/** A row that is one request, which must be refused. */
export const refused = (
  { id, name, needs, with: statuses = [400], within }: Refusal,
  of: RequestOf,
): Attack => ({
  id,
  name,
  ...(needs === undefined ? {} : { needs }),
  strike: async (target) => {
    const answer = await target.send(of(target));
    requireStatus(answer, statuses);
    if (within !== undefined && answer.milliseconds > within) {
      throw new RangeError(`it took ${Math.round(answer.milliseconds)} ms, over ${within}`);
    }
  },
});

export const requireStatus = (answer: RawAnswer, statuses: readonly number[]): void => {
  if (statuses.includes(answer.status)) return;
  const { method = 'GET', target } = answer.request;
  throw new RangeError(
    `${method} ${target.slice(0, 300)} answered ${answer.status}, expected ${statuses.join(' or ')}: ${answer.body.slice(0, 500)}`,
  );
};

/** A JSON request, as MLflow's clients send it. */
export const jsonRequest = (
  target: string,
  body: unknown,
  headers: RawRequest['headers'] = [],
): RawRequest => ({
  method: 'POST',
  target,
  headers: [['content-type', 'application/json'], ...headers],
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

/** The query of a GET, with every character that is not a letter or digit encoded once. */
export const query = (fields: Readonly<Record<string, string>>): string =>
  Object.entries(fields)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
