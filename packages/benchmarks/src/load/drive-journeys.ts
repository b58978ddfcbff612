import { encodeRequest, type Exchange, openExchange } from './exchange.ts';
import type { JourneyPlan, JourneyResult, PlannedRequest } from './journey-plan.ts';
import { summarizeLatencies } from './latencies.ts';
import { batchOf, creationOf, endOf } from './run-data.ts';

/** What the answers to reads hold, as far as it is looked at. */
interface Page {
  readonly runs?: readonly { readonly info: { readonly run_name: string } }[];
  readonly metrics?: readonly unknown[];
  readonly next_page_token?: string;
}

const withToken = (request: PlannedRequest, token: string): PlannedRequest =>
  request.body === undefined
    ? { ...request, path: `${request.path}&page_token=${encodeURIComponent(token)}` }
    : { ...request, body: { ...request.body, page_token: token } };

/** Sends journeys one after another on each connection, and times what comes inside the window. */
export const driveJourneys = async (plan: JourneyPlan): Promise<JourneyResult> => {
  const { journey } = plan;
  const host = `${plan.host}:${plan.port}`;
  const timings: number[] = [];
  const names: string[][] = [];
  let items = 0;
  let begun = 0;
  let finished = 0;
  let errors = 0;
  let firstError = '';
  const windowStart = performance.now() + plan.warmUpMs;
  let windowEnd = windowStart + plan.windowMs;

  const record = (from: number, to: number): void => {
    if (to >= windowStart && to <= windowEnd) timings.push(to - from);
  };

  /** The body of a good answer; a bad one is counted and ends its journey. */
  const send = async (exchange: Exchange, bytes: Buffer): Promise<Buffer | undefined> => {
    const from = performance.now();
    const { status, body } = await exchange.send(bytes);
    if (plan.timed === 'request') record(from, performance.now());
    if (status === 200) return body;
    errors += 1;
    if (firstError === '') firstError = `${status} ${body.toString('utf8', 0, 500)}`;
    return undefined;
  };

  const look = (body: Buffer, at: number): Page => {
    const page: Page = JSON.parse(body.toString());
    items += page.runs?.length ?? page.metrics?.length ?? 0;
    if (page.runs !== undefined) (names[at] ??= []).push(...page.runs.map(({ info }) => info.run_name));
    return page;
  };

  const looked = new Set<number>();
  const cycle = (
    requests: readonly PlannedRequest[],
  ): ((exchange: Exchange, index: number) => Promise<void>) => {
    const encoded = requests.map((request) => encodeRequest(request, host));
    return async (exchange, index) => {
      const at = index % encoded.length;
      const body = await send(exchange, encoded[at] ?? Buffer.alloc(0));
      if (body === undefined || looked.has(at)) return;
      looked.add(at);
      look(body, at);
    };
  };

  const walk = async (exchange: Exchange, request: PlannedRequest, index: number): Promise<void> => {
    let next: PlannedRequest | undefined = request;
    while (next !== undefined) {
      const body: Buffer | undefined = await send(exchange, encodeRequest(next, host));
      if (body === undefined) return;
      // Only the end of a page is read after the first walk: its token.
      const token: string | undefined =
        index === 0
          ? look(body, 0).next_page_token
          : /"next_page_token": *"([^"]+)"/.exec(
              body.toString('latin1', Math.max(0, body.length - 300)),
            )?.[1];
      next = token === undefined || token === '' ? undefined : withToken(request, token);
    }
  };

  const live = async (exchange: Exchange, run: number, experimentId: string): Promise<void> => {
    const post = (path: string, body: object): Promise<Buffer | undefined> =>
      send(exchange, encodeRequest({ method: 'POST', path, body }, host));
    const created = await post('runs/create', creationOf(run, experimentId));
    if (created === undefined) return;
    const answer: { run: { info: { run_id: string } } } = JSON.parse(created.toString());
    const runId = answer.run.info.run_id;
    if ((await post('runs/log-batch', batchOf(run, runId))) === undefined) return;
    await post('runs/update', endOf(run, runId));
  };

  const sendNext = journey.kind === 'cycle' ? cycle(journey.requests) : undefined;
  const travel = async (exchange: Exchange, index: number): Promise<void> => {
    if (journey.kind === 'walk') await walk(exchange, journey.request, index);
    else if (journey.kind === 'lifecycle') await live(exchange, index, journey.experimentId);
    else await sendNext?.(exchange, index);
  };

  const lane = async (): Promise<void> => {
    const exchange = await openExchange(plan.host, plan.port);
    while (performance.now() < windowEnd && begun < plan.maxJourneys && errors === 0) {
      const from = performance.now();
      const index = begun;
      begun += 1;
      await travel(exchange, index);
      const to = performance.now();
      if (plan.timed === 'journey') record(from, to);
      if (to >= windowStart && to <= windowEnd) finished += 1;
    }
    exchange.close();
  };
  await Promise.all(Array.from({ length: plan.connections }, lane));
  windowEnd = Math.min(windowEnd, performance.now());
  return {
    seconds: (windowEnd - windowStart) / 1000,
    journeys: finished,
    latency: summarizeLatencies(timings),
    timings,
    errors,
    firstError,
    names,
    items,
  };
};
