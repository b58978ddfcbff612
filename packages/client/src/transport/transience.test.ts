import { MillraceError } from '@millrace/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toRemoteError, toUnreachableError } from './remote-error.ts';
import { backoffDelay, DEFAULT_RETRY, retry } from './retry.ts';
import { parseRetryAfter, transienceOf } from './transience.ts';

describe('toRemoteError', () => {
  it.each([
    [408, true],
    [429, true],
    [500, true],
    [502, true],
    [503, true],
    [504, true],
    [400, false],
    [401, false],
    [403, false],
    [404, false],
    [409, false],
    [413, false],
    [501, false],
  ])('of status %i may pass: %s', (status, expected) => {
    const error = toRemoteError({ status, message: 'no' });
    expect(transienceOf(error) !== undefined).toBe(expected);
  });

  it('keeps the code and reason of the server, and does not trust others', () => {
    const known = toRemoteError({
      status: 404,
      message: 'm',
      errorCode: 'RESOURCE_DOES_NOT_EXIST',
      reason: 'a/b',
    });
    expect(known).toMatchObject({ code: 'RESOURCE_DOES_NOT_EXIST', reason: 'a/b', message: 'm' });
    expect(toRemoteError({ status: 404, message: 'm', errorCode: 'toString' }).code).toBe(
      'ENDPOINT_NOT_FOUND',
    );
  });

  it('tells a timeout from an absent server', () => {
    const timeout = Object.assign(new Error('late'), { name: 'TimeoutError' });
    expect(toUnreachableError('http://a', timeout).code).toBe('DEADLINE_EXCEEDED');
    expect(toUnreachableError('http://a', new TypeError('fetch failed')).code).toBe(
      'TEMPORARILY_UNAVAILABLE',
    );
  });
});

describe('parseRetryAfter', () => {
  it('reads seconds and dates, and nothing else', () => {
    const now = Date.parse('2026-01-01T00:00:00Z');
    expect(parseRetryAfter('2', now)).toBe(2000);
    expect(parseRetryAfter('Thu, 01 Jan 2026 00:00:05 GMT', now)).toBe(5000);
    expect(parseRetryAfter('Thu, 01 Jan 2015 00:00:05 GMT', now)).toBe(0);
    for (const header of [null, undefined, '', 'soon']) expect(parseRetryAfter(header, now)).toBeUndefined();
  });
});

describe('backoffDelay', () => {
  it('grows, has a ceiling, and waits at least as long as asked', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.nat(60_000), (attempt, asked) => {
        const delay = backoffDelay(attempt, DEFAULT_RETRY, asked);
        const full = Math.min(DEFAULT_RETRY.maxDelayMs, DEFAULT_RETRY.firstDelayMs * 2 ** attempt);
        expect(delay).toBeGreaterThanOrEqual(Math.max(full / 2, asked));
        expect(delay).toBeLessThanOrEqual(Math.max(full, asked));
      }),
    );
  });
});

describe('retry', () => {
  const policy = { ...DEFAULT_RETRY, maxRetries: 3, firstDelayMs: 1 };
  const failing = (code: 'TEMPORARILY_UNAVAILABLE' | 'INVALID_PARAMETER_VALUE') => {
    let attempts = 0;
    const work = async (): Promise<never> => {
      attempts++;
      throw new MillraceError(code, 'no');
    };
    return { work, attempts: () => attempts };
  };

  it('ends after its retries, with the last error', async () => {
    const { work, attempts } = failing('TEMPORARILY_UNAVAILABLE');
    await expect(retry(work, policy)).rejects.toMatchObject({ code: 'TEMPORARILY_UNAVAILABLE' });
    expect(attempts()).toBe(4);
  });

  it('does not repeat what will fail again', async () => {
    const { work, attempts } = failing('INVALID_PARAMETER_VALUE');
    await expect(retry(work, policy)).rejects.toMatchObject({ code: 'INVALID_PARAMETER_VALUE' });
    expect(attempts()).toBe(1);
  });
});
