import { checkFilter, runGrammar } from '@millrace/search';
import { expect, it } from 'vitest';
import { applyFix, caretLine, readDraft } from './filter-draft.ts';

it('takes what the grammar takes', () => {
  expect(readDraft("metrics.`val/f1` > 0.85 AND params.lr = '3e-4'").kind).toBe('valid');
  expect(readDraft('   ').kind).toBe('empty');
});

it.each(['sluice', 'lr-sweep-3/1', 'northern sluice'])('reads %s as part of a name', (words) => {
  const draft = readDraft(words);
  expect(draft.kind).toBe('words');
  if (draft.kind !== 'words') return;
  expect(draft.filter).toContain(words);
  expect(checkFilter(draft.filter, runGrammar)).not.toHaveProperty('problem');
});

it.each(['metrics.loss', 'params.lr =', 'metrics.loss > '])('does not take %s for a name', (text) => {
  expect(readDraft(text).kind).toBe('problem');
});

it('puts the fix where the problem is', () => {
  const text = "metrics.loss > '0.85'";
  const draft = readDraft(text);
  if (draft.kind !== 'problem') throw new Error(`expected a problem, got ${draft.kind}`);
  expect(readDraft(applyFix(text, draft.problem))).toEqual({ kind: 'valid' });
  expect(caretLine(draft.problem)).toBe(`${' '.repeat(15)}^^^^^^`);
});

it('has at least one caret, also at the end', () => {
  expect(caretLine({ message: '', start: 3, end: 3 })).toBe('   ^');
});
