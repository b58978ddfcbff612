import { MillraceError, type Tag, type ViewType } from '@millrace/spec';
import { Option } from 'commander';

export const jsonOption = (): Option => new Option('--json', 'print JSON');

export const yesOption = (): Option => new Option('-y, --yes', 'do not ask');

const VIEWS: Readonly<Record<string, ViewType>> = {
  active_only: 'ACTIVE_ONLY',
  deleted_only: 'DELETED_ONLY',
  all: 'ALL',
};

export const viewOption = (): Option =>
  new Option('-v, --view <view>', 'which lifecycle stages')
    .choices(Object.keys(VIEWS))
    .default('active_only');

export const toViewType = (view: string): ViewType => VIEWS[view] ?? 'ACTIVE_ONLY';

export const pageOptions = (): readonly Option[] => [
  new Option('--max-results <count>', 'at most so many').argParser(toCount).default(100),
  new Option('--page-token <token>', 'go on where the last list ended'),
];

export interface PageOptions {
  readonly maxResults: number;
  readonly pageToken?: string;
}

export const toPage = (options: PageOptions): { maxResults: number; pageToken?: string } => ({
  maxResults: options.maxResults,
  ...(options.pageToken !== undefined && { pageToken: options.pageToken }),
});

const toCount = (text: string): number => {
  const count = Number(text);
  if (Number.isSafeInteger(count) && count > 0) return count;
  throw new MillraceError(
    'INVALID_PARAMETER_VALUE',
    `--max-results is '${text}': expected a whole number from 1 on`,
  );
};

/** For options that may be given several times. */
export const collect = (value: string, previous: readonly string[] = []): readonly string[] => [
  ...previous,
  value,
];

/** The value of a flag no command can do without, checked here so that aliases can share it. */
export const required = (value: string | undefined, flag: string): string => {
  if (value !== undefined) return value;
  throw new MillraceError('INVALID_PARAMETER_VALUE', `${flag} is missing`);
};

/** `key=value`; the value may hold more of `=`. */
export const toTag = (text: string): Tag => {
  const at = text.indexOf('=');
  if (at > 0) return { key: text.slice(0, at), value: text.slice(at + 1) };
  throw new MillraceError('INVALID_PARAMETER_VALUE', `--tag is '${text}': expected key=value`);
};
