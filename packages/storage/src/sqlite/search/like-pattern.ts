/**
 * LIKE without backtracking further than the last `%`, so that no pattern takes more than text times pattern steps.
 * SQLite's own matcher is exponential in the number of `%`.
 */
export const matchesLike = (value: unknown, pattern: unknown): 0 | 1 => {
  if (typeof value !== 'string' || typeof pattern !== 'string') return 0;
  const text = Array.from(value);
  const wanted = Array.from(pattern);
  let at = 0;
  let next = 0;
  let resumeAt = -1;
  let resumeNext = -1;
  while (at < text.length) {
    const symbol = wanted[next];
    if (symbol === '%') {
      resumeNext = next;
      resumeAt = at;
      next += 1;
    } else if (symbol === '_' || (symbol !== undefined && symbol === text[at])) {
      at += 1;
      next += 1;
    } else if (resumeNext >= 0) {
      resumeAt += 1;
      at = resumeAt;
      next = resumeNext + 1;
    } else {
      return 0;
    }
  }
  while (wanted[next] === '%') next += 1;
  return next === wanted.length ? 1 : 0;
};
