import { MillraceError } from '@millrace/spec';

/** Asks before something is taken away. Only people at a terminal are asked; a script meant what it wrote. */
export const confirm = async (question: string, yes: boolean | undefined): Promise<void> => {
  if (yes || !process.stdin.isTTY || !process.stderr.isTTY) return;
  const { createInterface } = await import('node:readline/promises');
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await prompt.question(`${question} [y/N] `);
    if (/^y(es)?$/i.test(answer.trim())) return;
  } finally {
    prompt.close();
  }
  throw new MillraceError('CANCELLED', 'Nothing was changed');
};
