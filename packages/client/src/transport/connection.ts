import type { Services } from '@millrace/protocol';

/** The operations of one tracking server or folder, over whatever leads there. */
export interface Connection {
  readonly services: Services;
  readonly uri: string;
  close(): Promise<void>;
}
