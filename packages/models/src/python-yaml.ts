import type { ScalarTag } from 'yaml';

/** PyYAML reads `1e-7` as text: it wants a point before the exponent. */
const exponent: ScalarTag = {
  tag: 'tag:yaml.org,2002:float',
  default: true,
  identify: (value) => typeof value === 'number' && String(value).includes('e'),
  test: /^[-+]?\d+\.0e[-+]\d+$/,
  resolve: Number,
  stringify: ({ value }) => String(value).replace(/^(-?\d+)e/, '$1.0e'),
};

/**
 * Line breaks of YAML 1.1 that YAML 1.2 takes for letters, the tab that may not start a plain text, the mark that is
 * dropped at a file's start, and a lone `=` or `<<`, which are types of their own.
 */
const RISKY = /[\t\u007f-\u009f\u2028\u2029\ufeff]|^(=|<<)$/;

const riskyText: ScalarTag = {
  tag: 'tag:yaml.org,2002:str',
  default: true,
  identify: (value) => typeof value === 'string' && RISKY.test(value),
  // Tags with a test come before those without, here the one for `<<`.
  test: RISKY,
  resolve: String,
  stringify: ({ value }) =>
    JSON.stringify(value).replace(
      /[\u007f-\u009f\u2028\u2029\ufeff]/g,
      (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
};

/** Where this writer's YAML and what PyYAML reads would part; put before the usual tags. Found by comparing the two. */
export const PYTHON_TAGS: readonly ScalarTag[] = [exponent, riskyText];
