import { fileURLToPath } from 'node:url';
import { type CallContext, type OperationId, parseInput, type Services } from '@millrace/protocol';
import { MillraceError } from '@millrace/spec';
import type { Connection } from '../../transport/connection.ts';

type Call = (input: unknown, context: CallContext) => unknown;

/** What a script hands us comes from outside, as what a request brings: checked against the table. */
const createCheckedServices = (services: Services): Services => {
  const entries = Object.entries(services).map(([id, call]) => {
    const checked: Call =
      id === 'changes.watch'
        ? (input, context) => (call as Call)(parseInput(id, input), context)
        : async (input, context) => (call as Call)(parseInput(id as OperationId, input), context);
    return [id, checked];
  });
  return Object.fromEntries(entries) as Services;
};

const toFolder = (trackingUri: string): string => {
  if (!trackingUri.startsWith('file:')) return trackingUri;
  try {
    return fileURLToPath(new URL(trackingUri, 'file:///'));
  } catch (cause) {
    throw new MillraceError(
      'INVALID_PARAMETER_VALUE',
      `Tracking URI '${trackingUri}' names no local folder`,
      {
        cause,
      },
    );
  }
};

/** A folder, opened in this process: no server and no HTTP is loaded. */
export const openLocalConnection = async (trackingUri: string): Promise<Connection> => {
  const { openLocal } = await import('@millrace/server/local');
  const { services, close } = await openLocal({ directory: toFolder(trackingUri) });
  return { services: createCheckedServices(services), uri: trackingUri, close };
};
