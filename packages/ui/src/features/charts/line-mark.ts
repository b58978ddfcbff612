/** 12 hues times 4 dashes. A mark is an index from 0 to 47, in the order of assignment. */
export type LineMark = number;

export const HUES = 12;
const DASHES: readonly (readonly number[])[] = [[], [5, 3], [1.5, 2.5], [7, 2.5, 1.5, 2.5]];
export const MARKS: number = HUES * DASHES.length;

export interface MarkStyle {
  /** A CSS colour that follows the theme. */
  readonly colour: string;
  /** Canvas and SVG dash lengths; empty for a solid line. */
  readonly dash: readonly number[];
}

export const markStyle = (mark: LineMark): MarkStyle => ({
  colour: `var(--run-${(mark % HUES) + 1})`,
  dash: DASHES[Math.floor(mark / HUES) % DASHES.length] ?? [],
});

/** The first mark that is free; when all 48 are taken, the one taken least. */
export const freeMark = (taken: Iterable<LineMark>): LineMark => {
  const uses = Array.from({ length: MARKS }, () => 0);
  for (const mark of taken) uses[mark] = (uses[mark] ?? 0) + 1;
  return uses.indexOf(Math.min(...uses));
};
