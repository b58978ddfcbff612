import type { Awaitable } from '../json.ts';
import type { ChangeFeed } from './change-feed.ts';
import type { LineageReader, LineageStore } from './lineage-store.ts';
import type { LoggedModelReader, LoggedModelStore } from './logged-model-store.ts';
import type { MetadataReader, MetadataStore } from './metadata-store.ts';
import type { MetricReader, MetricStore } from './metric-store.ts';
import type { RegistryReader, RegistryStore } from './registry-store.ts';

/** One consistent moment of all data. Valid until the callback's promise settles. */
export interface ReadUnit {
  readonly metadata: MetadataReader;
  readonly metrics: MetricReader;

  readonly loggedModels: LoggedModelReader;
  readonly lineage: LineageReader;

  readonly registry: RegistryReader;
}

/** One transaction over all data. Valid until the callback's promise settles. */
export interface WriteUnit {
  readonly metadata: MetadataStore;
  readonly metrics: MetricStore;

  readonly loggedModels: LoggedModelStore;
  readonly lineage: LineageStore;

  readonly registry: RegistryStore;
}

/**
 * The metadata and metric stores with the transaction that joins them. A driver serves both from one database; another
 * may pair two engines.
 */
export interface TrackingStore {
  readonly capabilities: {
    /** An acknowledged write survives a power cut. */
    readonly durable: boolean;
    /** Other processes may write the same data at the same time. */
    readonly multiProcess: boolean;
  };
  /** For logs and `doctor`: the driver, its durability, its version. Holds no path and no secret. */
  describe(): string;
  read<T>(work: (unit: ReadUnit) => Awaitable<T>): Promise<T>;
  /** For what may take long, as a whole history does: other units go on meanwhile. Sees all that was acknowledged. */
  readAside<T>(work: (unit: ReadUnit) => Awaitable<T>): Promise<T>;
  /**
   * All of it or nothing. Resolves only after the commit is durable; rejects with what `work` threw, and then nothing is
   * written. `work` awaits nothing but the unit's own methods, so that units can share one commit.
   */
  write<T>(work: (unit: WriteUnit) => Awaitable<T>): Promise<T>;
  readonly changes: ChangeFeed;
  /** Finishes what was accepted, then closes. */
  close(): Promise<void>;
}
