import { transienceOf } from './transience.ts';

export interface RetryPolicy {
  /** Attempts after the first. */
  readonly maxRetries: number;
  readonly firstDelayMs: number;
  readonly maxDelayMs: number;
  /** Longest wait a server may ask for. */
  readonly maxRetryAfterMs: number;
}

export const DEFAULT_RETRY: RetryPolicy = {
  maxRetries: 7,
  firstDelayMs: 200,
  maxDelayMs: 20_000,
  maxRetryAfterMs: 120_000,
};

/**
 * Exponential backoff with equal jitter: half of the delay is certain, half is random, so that clients that failed
 * together do not come back together. A server's Retry-After is the least.
 */
export const backoffDelay = (attempt: number, policy: RetryPolicy, retryAfterMs = 0): number => {
  const full = Math.min(policy.maxDelayMs, policy.firstDelayMs * 2 ** Math.min(attempt, 30));
  return Math.max(full / 2 + (Math.random() * full) / 2, Math.min(retryAfterMs, policy.maxRetryAfterMs));
};

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Repeats `attempt` while it fails in a way that may pass. Rejects with its last error. */
export const retry = async <T>(attempt: () => Promise<T>, policy: RetryPolicy): Promise<T> => {
  for (let retries = 0; ; retries++) {
    try {
      return await attempt();
    } catch (error) {
      const transience = transienceOf(error);
      if (transience === undefined || retries >= policy.maxRetries) throw error;
      await sleep(backoffDelay(retries, policy, transience.retryAfterMs));
    }
  }
};
