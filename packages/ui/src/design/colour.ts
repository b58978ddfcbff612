/** Linear-light sRGB, each 0 to 1. */
export type Linear = readonly [number, number, number];

/** `deutan` and the others are dichromats: the sight that lacks one cone. */
export type Sight = 'normal' | 'protan' | 'deutan' | 'tritan';

const expand = (channel: number): number =>
  channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;

const clamp = (value: number): number => Math.min(1, Math.max(0, value));

const fromHex = (hex: string): Linear => {
  const channel = (at: number): number => expand(Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  return [channel(1), channel(3), channel(5)];
};

/** Björn Ottosson's OKLab: https://bottosson.github.io/posts/oklab/ */
const fromOklch = (lightness: number, chroma: number, hue: number): Linear => {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    clamp(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    clamp(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    clamp(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
};

/** Reads `#rrggbb` and `oklch(L C H)`: the two ways tokens are written. */
export const toLinear = (css: string): Linear => {
  if (/^#[0-9a-f]{6}$/i.test(css)) return fromHex(css);
  const [, lightness, chroma, hue] = /^oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)$/.exec(css) ?? [];
  if (lightness === undefined) throw new TypeError(`Not a colour: ${css}. Write #rrggbb or oklch(L C H).`);
  return fromOklch(Number(lightness), Number(chroma), Number(hue));
};

const luminance = ([red, green, blue]: Linear): number => 0.2126 * red + 0.7152 * green + 0.0722 * blue;

/** WCAG 2 contrast ratio, 1 to 21. */
export const contrast = (one: Linear, other: Linear): number => {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
};

/** Machado, Oliveira and Fernandes 2009 at full severity, over linear light: https://doi.org/10.1109/TVCG.2009.113 */
const MACHADO: Record<Exclude<Sight, 'normal'>, readonly Linear[]> = {
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const dot = (row: Linear, colour: Linear): number =>
  row[0] * colour[0] + row[1] * colour[1] + row[2] * colour[2];

const seen = (colour: Linear, sight: Sight): Linear => {
  if (sight === 'normal') return colour;
  const [red, green, blue] = MACHADO[sight].map((row) => clamp(dot(row, colour)));
  return [red ?? 0, green ?? 0, blue ?? 0];
};

const toOklab = ([red, green, blue]: Linear): Linear => {
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
};

/** How far apart two colours look: distance in OKLab, about 0 to 1. */
export const distance = (one: Linear, other: Linear, sight: Sight): number => {
  const a = toOklab(seen(one, sight));
  const b = toOklab(seen(other, sight));
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
};
