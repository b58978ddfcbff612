import Table from 'cli-table3';
import { colors } from './colors.ts';
import { printable } from './printable.ts';

const NO_BORDERS = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

export type Cell = string | number | null | undefined;

const toText = (cell: Cell): string => printable(String(cell ?? '-'));

/** Columns of text, with a head when one is given. */
export const table = (rows: readonly (readonly Cell[])[], head?: readonly string[]): string => {
  const drawn = new Table({
    chars: NO_BORDERS,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [], compact: true },
  });
  if (head) drawn.push(head.map((title) => colors.dim(title)));
  for (const row of rows) drawn.push(row.map(toText));
  return drawn
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
};
