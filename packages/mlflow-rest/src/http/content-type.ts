import { mimeType } from './mime-type.ts';

/** What MLflow shows as text whatever it is. */
const TEXT_NAMES = new Set(['mlmodel', 'mlproject']);
const TEXT_ENDINGS = new Set(
  'txt log err cfg conf cnf cf ini properties prop hocon toml yaml yml xml json js py py3 csv tsv md rst lock'.split(
    ' ',
  ),
);

/** By name alone, as MLflow does; the bytes are never looked at. */
export const contentType = (fileName: string): string => {
  const name = fileName.toLowerCase();
  const ending = name.slice(name.lastIndexOf('.') + 1);
  if (TEXT_NAMES.has(name) || TEXT_ENDINGS.has(ending)) return 'text/plain; charset=utf-8';
  return mimeType(name);
};
