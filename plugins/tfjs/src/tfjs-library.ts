import type * as tf from '@tensorflow/tfjs';

/** The module `@tensorflow/tfjs`, as `import * as tf` gives it. */
export type TfjsLibrary = typeof tf;
