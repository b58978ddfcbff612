import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contrast, distance, type Sight, toLinear } from './colour.ts';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

/** The declarations of the block that this selector opens. */
const tokensOf = (selector: string): Map<string, string> => {
  const at = css.indexOf(selector);
  if (at < 0) throw new TypeError(`No rule ${selector} in tokens.css`);
  const start = css.indexOf('{', at);
  const body = css.slice(start + 1, css.indexOf('}', start));
  return new Map(
    [...body.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value.trim()]),
  );
};

const light = tokensOf(':root {');
const darkChosen = tokensOf(':root[data-theme="dark"]');
const darkSystem = tokensOf(':root:not([data-theme="light"])');

const colour = (tokens: Map<string, string>, name: string) =>
  toLinear(tokens.get(name) ?? `no token ${name}`);
const measured = (tokens: Map<string, string>, fore: string, back: string): number =>
  Math.round(contrast(colour(tokens, fore), colour(tokens, back)) * 10) / 10;

it('is the same dark, chosen or by system, and names what light names', () => {
  expect([...darkSystem]).toEqual([...darkChosen]);
  expect([...darkChosen.keys()].sort()).toEqual([...light.keys()].sort());
});

/** The design language's table: foreground, background, light, dark. */
const TABLE: readonly (readonly [string, string, number, number])[] = [
  ['text', 'surface', 16.7, 14.6],
  ['text-2', 'surface', 8.4, 8.5],
  ['text-3', 'surface', 5.2, 5.7],
  ['text-3', 'sunken', 4.7, 6.1],
  ['text-3', 'hover', 4.6, 5.1],
  ['text-3', 'accent-soft', 4.5, 4.7],
  ['accent', 'surface', 6.0, 9.0],
  ['accent', 'accent-soft', 5.3, 7.4],
  ['on-accent', 'accent', 6.0, 9.5],
  ['ok', 'surface', 5.7, 9.1],
  ['warn', 'surface', 5.4, 9.5],
  ['bad', 'surface', 5.9, 6.6],
  ['line-ctl', 'surface', 3.3, 3.6],
];

describe.each([
  ['light', light, 2],
  ['dark', darkChosen, 3],
] as const)('contrast, %s', (_, tokens, column) => {
  it.each(TABLE)('%s on %s', (...row) => {
    expect(Math.abs(measured(tokens, row[0], row[1]) - row[column])).toBeLessThanOrEqual(0.1);
  });
});

const RUNS = Array.from({ length: 12 }, (_, index) => `run-${index + 1}`);

const LEAST: Record<'light' | 'dark', Record<Sight, number>> = {
  light: { normal: 9.3, protan: 7.4, deutan: 8.5, tritan: 7.5 },
  dark: { normal: 11.5, protan: 9.0, deutan: 9.4, tritan: 7.8 },
};

describe.each([
  ['light', light],
  ['dark', darkChosen],
] as const)('run colours, %s', (theme, tokens) => {
  it.each(RUNS)('%s can be seen', (name) => {
    expect(measured(tokens, name, 'surface')).toBeGreaterThanOrEqual(3.1);
  });

  it.each(Object.entries(LEAST[theme]))('differ under %s sight', (sight, least) => {
    const pairs = RUNS.flatMap((a, index) => RUNS.slice(index + 1).map((b) => [a, b] as const));
    const closest = Math.min(
      ...pairs.map(([a, b]) => distance(colour(tokens, a), colour(tokens, b), sight as Sight) * 100),
    );
    expect(closest).toBeGreaterThanOrEqual(least - 0.5);
  });
});
