import { type SearchProblem, type TokenKind, tokenize } from '@millrace/search';
import { clsx } from 'clsx';

const COLOUR: Record<TokenKind, string | undefined> = {
  space: undefined,
  word: 'text-accent',
  keyword: 'text-(--syntax-keyword)',
  number: 'text-(--syntax-number)',
  string: 'text-(--syntax-string)',
  key: 'text-accent',
  'open-quote': 'text-(--syntax-string)',
  comparator: 'text-3',
  dot: 'text-3',
  comma: 'text-3',
  open: 'text-3',
  close: 'text-3',
  unknown: 'text-bad',
};

const touches = (token: { start: number; end: number }, problem: SearchProblem | undefined): boolean =>
  problem !== undefined &&
  token.start < Math.max(problem.end, problem.start + 1) &&
  token.end > problem.start;

/** A key in double quotes after a dot is a key, not text. */
const isQuotedKey = (text: string, start: number): boolean => text[start - 1] === '.';

export interface ColouredFilterProps {
  readonly text: string;
  readonly problem: SearchProblem | undefined;
}

/** The filter as the grammar reads it. Lies under the input, letter on letter. */
export const ColouredFilter = ({ text, problem }: ColouredFilterProps) => (
  <>
    {tokenize(text).map((token) => (
      <span
        key={token.start}
        className={clsx(
          token.kind === 'string' && isQuotedKey(text, token.start) ? 'text-accent' : COLOUR[token.kind],
          touches(token, problem) &&
            'underline decoration-bad decoration-wavy decoration-1 underline-offset-3',
        )}
      >
        {text.slice(token.start, token.end)}
      </span>
    ))}
  </>
);
