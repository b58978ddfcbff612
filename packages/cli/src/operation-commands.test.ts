import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { operationCommands } from './operation-commands.ts';
import { createProgram } from './program.ts';

const leaves = (command: Command, path: readonly string[]): string[] =>
  command.commands.length === 0
    ? [path.join(' ')]
    : command.commands.flatMap((child) => leaves(child, [...path, child.name()]));

const commands = leaves(createProgram(), []);
const performed = new Set<string>(Object.values(operationCommands).filter((name) => name !== null));

test('every command named in the table is there', () => {
  expect(commands).toEqual(expect.arrayContaining([...performed]));
});

test('every command performs an operation, or starts the server, or is MLflow spelling of another', () => {
  const others = ['server', 'ui', 'artifacts log-artifact', 'artifacts log-artifacts'];
  expect(commands.filter((name) => !performed.has(name) && !others.includes(name))).toEqual([]);
});
