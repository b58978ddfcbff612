import { type OperationId, operations, type Output } from '@millrace/protocol';
import { wire } from '@millrace/protocol/wire';

/** What `--json` printed, held against the strict schema of the operation it comes from. */
export const parseOutput = <Id extends OperationId>(id: Id, json: string): Output<Id> =>
  operations[id].output.parse(wire.deserialize(JSON.parse(json))) as Output<Id>;
