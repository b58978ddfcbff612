import { setImmediate as nextTurn } from 'node:timers/promises';

/** Cuts long work into slices between which the event loop goes on. */
export class Pace {
  readonly #sliceMs: number;
  #sliceEnd: number;

  constructor(sliceMs: number) {
    this.#sliceMs = sliceMs;
    this.#sliceEnd = performance.now() + sliceMs;
  }

  get isDue(): boolean {
    return performance.now() >= this.#sliceEnd;
  }

  async pause(): Promise<void> {
    await nextTurn();
    this.#sliceEnd = performance.now() + this.#sliceMs;
  }
}
