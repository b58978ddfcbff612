import { userInfo } from 'node:os';
import type { Answer, OperationId, RawInput } from '@millrace/protocol';
import type { Command } from 'commander';

/** Performs one operation, wherever the data lives. */
export type Call = <Id extends OperationId>(id: Id, input: RawInput<Id>) => Answer<Id>;

export interface Session {
  readonly call: Call;
  /** Where the data lives, as `connect` understood it. */
  readonly uri: string;
}

const callerName = (): string => {
  try {
    return userInfo().username;
  } catch {
    return 'unknown'; // a user id without an account, as in containers
  }
};

/** Opens what --tracking-uri or the environment names, does the work and closes it. */
export const withSession = async <T>(
  command: Command,
  work: (session: Session) => Promise<T>,
): Promise<T> => {
  const [{ connect }, { parseInput }] = await Promise.all([
    import('@millrace/client'),
    import('@millrace/protocol'),
  ]);
  const { trackingUri } = command.optsWithGlobals<{ trackingUri?: string }>();
  const connection = await connect(trackingUri === undefined ? {} : { trackingUri });
  const caller = { name: callerName(), grants: 'all' } as const;
  try {
    return await work({
      call: (id, input) => connection.services[id](parseInput(id, input), { caller }),
      uri: connection.uri,
    });
  } finally {
    await connection.close();
  }
};
