/** One after another over the one connection: a unit of work never meets another one's open transaction. */
export class Lane {
  #busy = false;
  readonly #waiting: (() => void)[] = [];

  /** Resolves when the lane is the caller's, who must `release` it. */
  async acquire(): Promise<void> {
    if (!this.#busy) {
      this.#busy = true;
      return;
    }
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  release(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#busy = false;
    else next();
  }
}
