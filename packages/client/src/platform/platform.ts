import type { RunContextProvider } from '@millrace/spec';
import type { Problem } from '../init-options.ts';
import type { AsyncContext } from './async-context.ts';
import type { ByteSource } from '../transport/byte-source.ts';
import type { EventSourceConstructor } from '../transport/remote-services.ts';
import type { Connection } from '../transport/connection.ts';
import type { EndStatus } from '../runs/active-run.ts';

export interface LocalFile {
  /** Below the folder that was listed, parts joined by `/`. */
  readonly path: string;
  readonly source: ByteSource;
}

/** What may befall a process or a page while runs are open. */
export interface ExitHandlers {
  /** Whether there is anything to end. */
  readonly hasOpenRuns: () => boolean;
  /** Ends every open run with this status; resolves when told, or after giving up. */
  readonly endAll: (status: EndStatus) => Promise<void>;
  /** The page goes away, for good when there is a status: send what waits, without waiting for answers. */
  readonly sendAll: (status: EndStatus | undefined) => void;
}

/** Everything that differs between Node and a browser. The rest of the client is written against it. */
export interface Platform {
  env(name: string): string | undefined;
  /** Where to track when nothing says otherwise. */
  defaultTrackingUri(): string;
  /** Tags every run gets. */
  readonly runContexts: readonly RunContextProvider[];
  createContext<T>(): AsyncContext<T>;
  /** Watches for the end from now on; returns what stops watching. */
  onExit(handlers: ExitHandlers): () => void;
  report(problem: Problem): void;
  /** Absent where nothing runs in-process. */
  readonly openLocal?: (trackingUri: string) => Promise<Connection>;
  /** Absent where there is no disk. Rejects with RESOURCE_DOES_NOT_EXIST. */
  readonly openFile?: (path: string) => Promise<LocalFile>;
  readonly listFolder?: (path: string) => Promise<LocalFile[]>;
  /** Whether `fetch` streams request bodies. */
  readonly streamsUploads: boolean;
  readonly EventSource: EventSourceConstructor | undefined;
  /** Whether the page is going away: requests must outlive it. */
  isLeaving(): boolean;
}
