export interface CodePiece {
  readonly text: string;
  readonly kind: 'plain' | 'comment' | 'keyword' | 'string' | 'number';
}

const PATTERN =
  /(?<comment>\/\/.*|(?<=^|\n)#.*)|(?<string>'[^'\n]*'|"(?:\\.|[^"\\\n])*")|(?<keyword>\b(?:import|from|const|let|await|using|for|with|as|in)\b)|(?<number>\b\d[\d.]*(?:e-?\d+)?\b)/g;

/** Colours for our own few snippets; not a highlighter for code at large. */
export const highlightCode = (code: string): CodePiece[] => {
  const pieces: CodePiece[] = [];
  let last = 0;
  for (const match of code.matchAll(PATTERN)) {
    if (match.index > last) pieces.push({ text: code.slice(last, match.index), kind: 'plain' });
    const groups = match.groups ?? {};
    const kind = (['comment', 'string', 'keyword', 'number'] as const).find(
      (name) => groups[name] !== undefined,
    );
    pieces.push({ text: match[0], kind: kind ?? 'plain' });
    last = match.index + match[0].length;
  }
  pieces.push({ text: code.slice(last), kind: 'plain' });
  return pieces;
};
