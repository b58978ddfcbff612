/** Bits of `changes.what`. */
export const POINTS = 1;
export const METADATA = 2;

export interface Touch {
  readonly experiment: number;
  /** `null` for the experiment itself. */
  readonly run: number | null;
  readonly what: number;
}

/** What the units of one group touched, at most one entry a run; a unit's own entries go with it when it is rolled back. */
export class Touched {
  #unit: Touch[] = [];
  readonly #group = new Map<string, Touch>();

  run(experiment: number, run: number, what: number): void {
    this.#unit.push({ experiment, run, what });
  }

  experiment(experiment: number): void {
    this.#unit.push({ experiment, run: null, what: METADATA });
  }

  keepUnit(): void {
    for (const touch of this.#unit) {
      const key = touch.run === null ? `e${touch.experiment}` : `r${touch.run}`;
      const known = this.#group.get(key);
      this.#group.set(key, known === undefined ? touch : { ...known, what: known.what | touch.what });
    }
    this.#unit = [];
  }

  dropUnit(): void {
    if (this.#unit.length > 0) this.#unit = [];
  }

  /** What the group touched, and starts the next one. */
  takeGroup(): Touch[] {
    const touches = [...this.#group.values()];
    this.#group.clear();
    return touches;
  }
}
