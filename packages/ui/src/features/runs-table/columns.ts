import type { FieldReference, Run } from '@millrace/spec';

/** What a column shows. Its id stands in addresses. */
export type Column =
  | { readonly kind: 'created' | 'duration' | 'user' | 'name' | 'status' }
  | { readonly kind: 'metric' | 'curve' | 'param' | 'tag'; readonly key: string };

const PREFIX = { metric: 'm', curve: 'c', param: 'p', tag: 't' } as const;
const KINDS = { m: 'metric', c: 'curve', p: 'param', t: 'tag' } as const;

export const columnId = (column: Column): string =>
  'key' in column ? `${PREFIX[column.kind]}.${column.key}` : column.kind;

export const parseColumnId = (id: string): Column | undefined => {
  switch (id) {
    case 'created':
    case 'duration':
    case 'user':
    case 'name':
    case 'status':
      return { kind: id };
  }
  const prefix = id.slice(0, 2);
  if (prefix !== 'm.' && prefix !== 'c.' && prefix !== 'p.' && prefix !== 't.') return undefined;
  const key = id.slice(2);
  return key === '' ? undefined : { kind: KINDS[prefix[0] as keyof typeof KINDS], key };
};

/** Ids in an address: commas apart, a comma in a key escaped. */
export const writeColumns = (ids: readonly string[]): string =>
  ids.map((id) => id.replace(/[~,]/g, (found) => (found === '~' ? '~0' : '~1'))).join(',');

export const readColumns = (text: string): string[] =>
  text
    .split(',')
    .map((id) => id.replace(/~[01]/g, (found) => (found === '~0' ? '~' : ',')))
    .filter((id) => parseColumnId(id) !== undefined);

/** Which field the server orders by; `undefined` where it cannot. */
export const sortField = (column: Column): FieldReference | undefined => {
  switch (column.kind) {
    case 'created':
      return { entity: 'attribute', key: 'start_time' };
    case 'user':
      return { entity: 'attribute', key: 'user_id' };
    case 'name':
      return { entity: 'attribute', key: 'run_name' };
    case 'status':
      return { entity: 'attribute', key: 'status' };
    case 'metric':
    case 'param':
    case 'tag':
      return { entity: column.kind, key: column.key };
    case 'duration':
    case 'curve':
      return undefined;
  }
};

export interface Sort {
  readonly id: string;
  readonly descending: boolean;
}

export const DEFAULT_SORT: Sort = { id: 'created', descending: true };

export const readSort = (text: string | undefined): Sort => {
  if (text === undefined) return DEFAULT_SORT;
  const descending = text.startsWith('-');
  const id = descending ? text.slice(1) : text;
  const column = parseColumnId(id);
  return column === undefined || sortField(column) === undefined ? DEFAULT_SORT : { id, descending };
};

/** `undefined` for the default, which addresses leave out. */
export const writeSort = ({ id, descending }: Sort): string | undefined =>
  id === DEFAULT_SORT.id && descending === DEFAULT_SORT.descending
    ? undefined
    : `${descending ? '-' : ''}${id}`;

/** A first click sorts times and numbers from the greatest, text from A. */
export const nextSort = (current: Sort, id: string): Sort => {
  if (current.id === id) return { id, descending: !current.descending };
  const kind = parseColumnId(id)?.kind;
  return { id, descending: kind === 'created' || kind === 'metric' };
};

export const metricOf = (run: Run, key: string) => run.metrics.find((metric) => metric.key === key);
export const paramOf = (run: Run, key: string) => run.params.find((param) => param.key === key)?.value;
export const tagOf = (run: Run, key: string) => run.tags.find((tag) => tag.key === key)?.value;
