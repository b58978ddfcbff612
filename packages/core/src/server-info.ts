import type { Input, Output } from '@millrace/protocol';
import type { ReadUnit } from '@millrace/spec';
import type { Surroundings } from './service-ports.ts';

export const describeServer = (
  _unit: ReadUnit,
  _input: Input<'server.info'>,
  { info, storeDescription }: Surroundings,
): Output<'server.info'> => ({
  version: info.version,
  store: storeDescription,
  artifactRoot: info.artifactRoot,
  servesArtifacts: info.servesArtifacts,
});
