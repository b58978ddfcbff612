/**
 * One promise of a contract, as data: whoever has a driver or a plugin runs it with the test runner they already use.
 * `run` rejects when the promise is broken, with a message that says which.
 */
export interface ConformanceCase {
  readonly name: string;
  /** Why the subject cannot be held to it; such a case is not run. */
  readonly skip?: string;
  run(): Promise<void>;
}
