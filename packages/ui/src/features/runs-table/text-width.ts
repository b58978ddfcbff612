/** The type of table cells, column heads and chips, as the style sheet has them. */
const FONTS = { cell: '400 12.5px', head: '550 11.5px', chip: '400 12px' } as const;
/** Inside a chip, left and right of its text. */
const EXTRA = { cell: 0, head: 0, chip: 12 } as const;

let context: CanvasRenderingContext2D | null | undefined;

/** How wide a text will be, without laying it out. */
export const textWidth = (text: string, type: keyof typeof FONTS): number => {
  context ??= document.createElement('canvas').getContext('2d');
  if (context === null) return text.length * 7;
  context.font = `${FONTS[type]} ${getComputedStyle(document.documentElement).getPropertyValue('--font-sans')}`;
  return context.measureText(text).width + EXTRA[type];
};
