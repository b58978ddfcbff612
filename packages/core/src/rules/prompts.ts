import type { Comparison, Filter, Tag } from '@millrace/spec';
import { invalid } from './invalid.ts';

/** MLflow keeps prompts as registered models with this tag. */
const IS_PROMPT = 'mlflow.prompt.is_prompt';

/** What its clients send for the source of a prompt, which has none. */
const PLACEHOLDERS: ReadonlySet<string> = new Set(['dummy-source', 'prompt-template']);

/** Of tags given twice the last counts. */
export const isPrompt = (tags: readonly Tag[]): boolean =>
  tags.findLast(({ key }) => key === IS_PROMPT)?.value.toLowerCase() === 'true';

export const checkPromptSource = (source: string): void => {
  if (PLACEHOLDERS.has(source)) return;
  throw invalid(
    `Invalid prompt source: '${source.slice(0, 200)}'. Prompt sources must use an MLflow placeholder.`,
    'invalid-prompt-source',
  );
};

const looksAtPrompts = (filter: Filter): filter is Comparison =>
  filter.kind === 'comparison' && filter.field.entity === 'tag' && filter.field.key === IS_PROMPT;

const asksForPrompts = (filter: Filter): boolean => {
  if (filter.kind === 'not') return asksForPrompts(filter.operand);
  if (filter.kind !== 'comparison') return filter.operands.some(asksForPrompts);
  if (!looksAtPrompts(filter) || typeof filter.value !== 'string') return false;
  const value = filter.value.toLowerCase();
  return (filter.comparator === '=' && value === 'true') || (filter.comparator === '!=' && value === 'false');
};

const always: Filter = { kind: 'and', operands: [] };

/** With prompts left out, what a clause says of the tag holds for every record that is left. */
const withoutClauses = (filter: Filter): Filter => {
  switch (filter.kind) {
    case 'comparison':
      return looksAtPrompts(filter) ? always : filter;
    case 'not':
      return looksAtPrompts(filter.operand)
        ? always
        : { kind: 'not', operand: withoutClauses(filter.operand) };
    case 'and':
    case 'or':
      return { kind: filter.kind, operands: filter.operands.map(withoutClauses) };
  }
};

const noPrompt: Filter = {
  kind: 'not',
  operand: {
    kind: 'comparison',
    field: { entity: 'tag', key: IS_PROMPT },
    comparator: '=',
    value: 'true',
  },
};

/** A search finds prompts only when its filter asks for them. */
export const leaveOutPrompts = (filter: Filter | undefined): Filter => {
  if (filter === undefined) return noPrompt;
  if (asksForPrompts(filter)) return filter;
  return { kind: 'and', operands: [withoutClauses(filter), noPrompt] };
};
