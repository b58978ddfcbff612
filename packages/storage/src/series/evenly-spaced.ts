/**
 * Which of `count` points to keep, at most `most` of them: the first of each of `most` parts as equal as can be, the
 * longer ones first (SQL's NTILE), and the last point, in place of the last pick where there is no room.
 */
export const evenlySpaced = (count: number, most: number): Uint32Array => {
  const parts = Math.min(count, most);
  const length = Math.floor(count / Math.max(parts, 1));
  const longer = count % Math.max(parts, 1);
  const kept = new Uint32Array(parts);
  for (let part = 0; part < parts; part += 1) kept[part] = part * length + Math.min(part, longer);
  if (parts > 0) kept[parts - 1] = count - 1;
  return kept;
};
