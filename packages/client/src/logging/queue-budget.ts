/** What all queues of a client may hold together. Entries past it are refused by whoever asks. */
export interface QueueBudget {
  /** Takes room for one entry; false when there is none. */
  admit(bytes: number): boolean;
  release(entries: number, bytes: number): void;
  readonly entries: number;
  readonly bytes: number;
}

export const createQueueBudget = (maxEntries: number, maxBytes: number): QueueBudget => {
  const budget = {
    entries: 0,
    bytes: 0,
    admit(bytes: number): boolean {
      if (budget.entries >= maxEntries || budget.bytes + bytes > maxBytes) return false;
      budget.entries++;
      budget.bytes += bytes;
      return true;
    },
    release(entries: number, bytes: number): void {
      budget.entries -= entries;
      budget.bytes -= bytes;
    },
  };
  return budget;
};
