import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { browserPlatform } from './browser-platform.ts';

const leave = (page: EventTarget, persisted: boolean): void => {
  page.dispatchEvent(Object.assign(new Event('pagehide'), { persisted }));
};

let page: EventTarget;
beforeEach(() => {
  page = new EventTarget();
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page));
});
afterEach(() => {
  page.dispatchEvent(new Event('pageshow'));
  vi.unstubAllGlobals();
});

const watch = () => {
  const statuses: (string | undefined)[] = [];
  const stop = browserPlatform.onExit({
    hasOpenRuns: () => true,
    endAll: async () => {},
    sendAll: (status) => statuses.push(status),
  });
  return { statuses, stop };
};

describe('browserPlatform', () => {
  it('sends what waits when the page is left, and ends its runs when it will not come back', () => {
    const { statuses, stop } = watch();
    leave(page, true);
    expect(browserPlatform.isLeaving()).toBe(true);
    page.dispatchEvent(new Event('pageshow'));
    expect(browserPlatform.isLeaving()).toBe(false);
    leave(page, false);
    expect(statuses).toEqual([undefined, 'KILLED']);
    stop();
    leave(page, false);
    expect(statuses).toHaveLength(2);
  });

  it('tracks where the page says, else where it came from', () => {
    vi.stubGlobal('location', { origin: 'https://a.example' });
    vi.stubGlobal('document', { querySelector: () => null });
    expect(browserPlatform.defaultTrackingUri()).toBe('https://a.example');
    vi.stubGlobal('document', { querySelector: () => ({ getAttribute: () => 'https://b.example' }) });
    expect(browserPlatform.defaultTrackingUri()).toBe('https://b.example');
  });
});
