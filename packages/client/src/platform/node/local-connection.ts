import { fileURLToPath } from 'node:url';
import { MillraceError } from '@millrace/spec';
import type { Connection } from '../../transport/connection.ts';
import { createCheckedServices } from './checked-services.ts';

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
