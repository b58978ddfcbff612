import type { Command } from 'commander';

/** Puts examples at the top of a command's help, where most readers stop. */
export const examples = (command: Command, lines: readonly (readonly [string, string])[]): Command => {
  const width = Math.max(...lines.map(([example]) => example.length));
  const text = lines.map(([example, meaning]) => `  ${example.padEnd(width)}   ${meaning}`).join('\n');
  return command.addHelpText('before', `Examples:\n${text}\n`);
};
