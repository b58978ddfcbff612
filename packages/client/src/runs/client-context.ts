import type { CallContext, Services } from '@millrace/protocol';
import type { FlavorV1 } from '@millrace/spec';
import type { Problem } from '../init-options.ts';
import type { QueueBudget } from '../logging/queue-budget.ts';
import type { Platform } from '../platform/platform.ts';
import type { RetryPolicy } from '../transport/retry.ts';
import type { ActiveRun, RunOptions } from './active-run.ts';

/** What the runs of one client share. */
export interface ClientContext {
  readonly platform: Platform;
  /** Tries once. */
  readonly services: Services;
  /** Tries again what may pass. */
  readonly patientServices: Services;
  readonly call: CallContext;
  readonly flavors: readonly FlavorV1[];
  readonly strict: boolean;
  readonly budget: QueueBudget;
  readonly retry: RetryPolicy;
  readonly maxAgeMs: number;
  readonly report: (problem: Problem) => void;
  readonly startRun: (options: RunOptions) => Promise<ActiveRun>;
  readonly onEnded: (run: ActiveRun) => void;
}
