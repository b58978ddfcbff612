import { setTimeout as sleep } from 'node:timers/promises';

/** How long a unit waits for another process before its caller is told to come again. */
const PATIENCE_MS = 20_000;

/** Waits for other processes in short sleeps, so that this one goes on answering meanwhile. */
export class BusyWait {
  readonly #deadline = performance.now() + PATIENCE_MS;

  get isOver(): boolean {
    return performance.now() >= this.#deadline;
  }

  async pause(): Promise<void> {
    await sleep(2 + Math.random() * 18);
  }
}
