export interface MetricSection {
  /** `val/`, or empty for metrics without a prefix. */
  readonly prefix: string;
  readonly keys: readonly string[];
}

/** The machine's own metrics come last. */
const rank = (prefix: string): number => (/^(sys|system)\//.test(prefix) ? 1 : 0);

/** Metrics by what stands before their last `/`: first those without, then by name. */
export const metricSections = (keys: readonly string[]): MetricSection[] => {
  const prefixOf = (key: string): string => key.slice(0, key.lastIndexOf('/') + 1);
  return [...Map.groupBy(keys.toSorted(), prefixOf)]
    .map(([prefix, members]) => ({ prefix, keys: members }))
    .sort((a, b) => rank(a.prefix) - rank(b.prefix) || (a.prefix < b.prefix ? -1 : 1));
};

/** A glob (`val/*`, `{val,train}/*`) when it has wild cards, otherwise a part of the key. */
export const matchesMetric = (key: string, pattern: string): boolean => {
  const wanted = pattern.trim().toLowerCase();
  if (!/[*?{]/.test(wanted)) return key.toLowerCase().includes(wanted);
  const source = wanted
    .replace(/[.+^$()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
    .replaceAll('{', '(?:')
    .replaceAll('}', ')')
    .replaceAll(',', '|');
  const balanced = (source.match(/\(\?:/g) ?? []).length === (source.match(/(?<!\\)\)/g) ?? []).length;
  return balanced && new RegExp(`^${source}$`).test(key.toLowerCase());
};
