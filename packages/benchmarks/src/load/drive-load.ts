import { openKeepAliveSocket } from './keep-alive-socket.ts';
import { summarizeLatencies } from './latencies.ts';
import type { LoadPlan, LoadResult } from './load-plan.ts';
import { prepareRequest } from './request.ts';

const DECILES = 10;

/** Sends as fast as answers come, one request in flight on each connection, and measures inside the window. */
export const driveLoad = async (plan: LoadPlan): Promise<LoadResult> => {
  const latencies: number[] = [];
  const arrivals: number[] = [];
  const sent = plan.runIds.map(() => 0);
  let errors = 0;
  let firstError = '';
  const windowStart = performance.now() + plan.warmUpMs;
  let windowEnd = windowStart + plan.windowMs;

  const record = (from: number, to: number): void => {
    // What was sent before the window counts too: else a slow server would lose a round on each connection.
    if (to < windowStart || to > windowEnd) return;
    latencies.push(to - from);
    arrivals.push(to);
    if (latencies.length === plan.maxRequests) windowEnd = to;
  };
  const fail = (text: string): void => {
    errors += 1;
    if (firstError === '') firstError = text.slice(0, 500);
  };

  /** One connection from its first request to its last answer. */
  const lane = async (runId: string, index: number): Promise<void> => {
    const request = prepareRequest({
      ...plan,
      host: `${plan.host}:${plan.port}`,
      runId,
      firstKey: index * plan.laneKeys,
    });
    const finished = Promise.withResolvers<void>();
    let from = 0;
    const socket = await openKeepAliveSocket({
      host: plan.host,
      port: plan.port,
      onAnswer(status, body) {
        const to = performance.now();
        if (status === 200) record(from, to);
        else fail(`${status} ${body().toString()}`);
        if (to < windowEnd) next();
        else finished.resolve();
      },
      onBreak() {
        fail('the server closed the connection');
        finished.resolve();
      },
    });
    const next = (): void => {
      const body = sent[index] ?? 0;
      request.fill(body);
      sent[index] = body + 1;
      from = performance.now();
      socket.send(request.bytes);
    };
    next();
    await finished.promise;
    socket.close();
  };
  await Promise.all(plan.runIds.map(lane));

  const span = (windowEnd - windowStart) / DECILES;
  const first = arrivals.filter((time) => time < windowStart + span).length;
  const last = arrivals.filter((time) => time >= windowEnd - span).length;
  return {
    seconds: (windowEnd - windowStart) / 1000,
    requests: latencies.length,
    latency: summarizeLatencies(latencies),
    slowdown: last === 0 ? Number.MAX_VALUE : first / last,
    sent,
    errors,
    firstError,
  };
};
