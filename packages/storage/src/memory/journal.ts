/** Remembers how to take back what a unit has done. */
export class Journal {
  #undo: (() => void)[] = [];

  record(undo: () => void): void {
    this.#undo.push(undo);
  }

  set<Key, Value>(map: Map<Key, Value>, key: Key, value: Value): void {
    const previous = map.get(key);
    this.record(previous === undefined ? () => map.delete(key) : () => map.set(key, previous));
    map.set(key, value);
  }

  /** False when there was none. */
  delete<Key, Value>(map: Map<Key, Value>, key: Key): boolean {
    const previous = map.get(key);
    if (previous === undefined) return false;
    this.record(() => map.set(key, previous));
    return map.delete(key);
  }

  rollback(): void {
    for (const undo of this.#undo.splice(0).reverse()) undo();
  }

  commit(): void {
    this.#undo = [];
  }
}
