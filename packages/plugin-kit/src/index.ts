export { assertInside } from './assert-inside.ts';
export { entryText } from './entry-text.ts';
export { importLibrary } from './import-library.ts';
export { isInRange } from './is-in-range.ts';
export { nestedShape } from './nested-shape.ts';
export { tensorSchema } from './tensor-schema.ts';
export type { TensorShape } from './tensor-schema.ts';
