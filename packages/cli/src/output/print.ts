import type { OperationId, Output } from '@millrace/protocol';

const write = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

/** A line, or several, of data. */
export const printText = write;

/** An operation's output as it is on the wire of tRPC: NaN and infinities are `{"$number":"NaN"}`. */
export const printJson = async (value: unknown): Promise<void> => {
  const { wire } = await import('@millrace/protocol/wire');
  write(JSON.stringify(wire.serialize(value), undefined, 2));
};

/** Either the output itself, for programs, or what `render` makes of it, for people. */
export const printOutput = async <Id extends OperationId>(
  output: Output<Id>,
  asJson: boolean | undefined,
  render: (output: Output<Id>) => string | Promise<string>,
): Promise<void> => {
  if (asJson) return printJson(output);
  const text = await render(output);
  if (text !== '') write(text);
};

/** Something beside the data, for people: on stderr. */
export const note = (text: string): void => {
  process.stderr.write(`${text}\n`);
};
