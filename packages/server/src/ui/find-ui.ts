import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Beside the bundle when installed; the UI package's build in a checkout. */
const PLACES = ['./ui/', '../../../ui/dist/'];

/** The folder of the built UI, or `undefined` when nobody built it. */
export const findUi = (): string | undefined =>
  PLACES.map((place) => fileURLToPath(new URL(place, import.meta.url))).find((folder) =>
    existsSync(`${folder}index.html`),
  );
