import { ERROR_CODES, type ErrorCode, MillraceError } from '@millrace/spec';
import { CommanderError } from 'commander';
import { printable } from './output/printable.ts';

const UNREACHABLE = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH']);
const FILE_PROBLEMS: Readonly<Record<string, ErrorCode>> = {
  ENOENT: 'RESOURCE_DOES_NOT_EXIST',
  EACCES: 'PERMISSION_DENIED',
  EPERM: 'PERMISSION_DENIED',
  EROFS: 'PERMISSION_DENIED',
  EISDIR: 'INVALID_PARAMETER_VALUE',
  ENOTDIR: 'INVALID_PARAMETER_VALUE',
  EEXIST: 'RESOURCE_ALREADY_EXISTS',
  ENOSPC: 'RESOURCE_EXHAUSTED',
};

const systemCode = (error: unknown): string | undefined => {
  if (!(error instanceof Error)) return undefined;
  return 'code' in error && typeof error.code === 'string' ? error.code : systemCode(error.cause);
};

/** What the command line tells of an error, whoever threw it. */
const describe = (error: unknown): { code: ErrorCode; message: string } => {
  if (MillraceError.is(error)) return { code: error.code, message: error.message };
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof CommanderError) {
    return { code: 'INVALID_PARAMETER_VALUE', message: message.replace(/^error: /, '') };
  }
  const system = systemCode(error);
  if (system !== undefined && UNREACHABLE.has(system)) {
    return { code: 'TEMPORARILY_UNAVAILABLE', message: `The tracking server cannot be reached (${system})` };
  }
  return { code: FILE_PROBLEMS[system ?? ''] ?? 'INTERNAL_ERROR', message };
};

/** Help and version are thrown by commander too, once printed. */
const isFinished = (error: unknown): boolean => error instanceof CommanderError && error.exitCode === 0;

/** Writes one or two lines to stderr and returns the exit code. */
export const reportError = (error: unknown, argv: readonly string[]): number => {
  if (isFinished(error)) return 0;
  // A group without a command has printed its help.
  if (error instanceof CommanderError && error.code === 'commander.help') return 2;
  const { code, message } = describe(error);
  const text = argv.includes('--json')
    ? JSON.stringify({ error_code: code, message })
    : `millrace: ${message.split('\n').map(printable).join('\n')}`;
  process.stderr.write(`${text}\n`);
  return ERROR_CODES[code].exit;
};
