import type { Comparison, FieldReference, Filter } from '@millrace/spec';

const ENTITY: Readonly<Record<FieldReference['entity'], string>> = {
  attribute: 'attributes',
  metric: 'metrics',
  param: 'params',
  tag: 'tags',
  dataset: 'datasets',
};

const PLAIN_KEY = /^[\p{L}\p{N}_]+(?:\.[\p{L}\p{N}_]+)*$/u;

const quote = (text: string, mark: string): string => mark + text.replaceAll(mark, mark + mark) + mark;

const printValue = (value: string | number): string =>
  typeof value === 'number' ? String(value) : quote(value, "'");

/** `metrics.loss`, with backticks where the key needs them. */
export const printField = ({ entity, key }: FieldReference): string => {
  const shown = PLAIN_KEY.test(key) ? key : quote(key, '`');
  return entity === 'attribute' ? shown : `${ENTITY[entity]}.${shown}`;
};

const printComparison = ({ field, comparator, value }: Comparison): string => {
  const start = `${printField(field)} ${comparator}`;
  if (value === null) return start;
  if (typeof value === 'string' || typeof value === 'number') return `${start} ${printValue(value)}`;
  return `${start} (${value.map(printValue).join(', ')})`;
};

/** The text of a filter: what `parseFilter` reads back as the same tree. */
export const printFilter = (filter: Filter): string => {
  switch (filter.kind) {
    case 'comparison':
      return printComparison(filter);
    case 'not':
      return `NOT ${printOperand(filter.operand)}`;
    case 'and':
    case 'or':
      return filter.operands.map(printOperand).join(filter.kind === 'and' ? ' AND ' : ' OR ');
  }
};

const printOperand = (filter: Filter): string =>
  filter.kind === 'comparison' ? printComparison(filter) : `(${printFilter(filter)})`;
