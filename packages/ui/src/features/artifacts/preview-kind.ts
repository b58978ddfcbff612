/** How a file is shown. `none` is offered for download only. */
export type PreviewKind = 'image' | 'html' | 'json' | 'table' | 'text' | 'none';

const BY_EXTENSION: Readonly<Record<string, PreviewKind>> = {
  png: 'image',
  jpg: 'image',
  jpeg: 'image',
  gif: 'image',
  webp: 'image',
  svg: 'image',
  avif: 'image',
  html: 'html',
  htm: 'html',
  json: 'json',
  ipynb: 'json',
  csv: 'table',
  tsv: 'table',
};

const TEXT = new Set(
  'txt log md yaml yml toml ini cfg conf xml js ts jsx tsx mjs py r sh sql java c h cpp rs go css lock diff patch'.split(
    ' ',
  ),
);
/** Files that are text by their name. */
const TEXT_NAMES = new Set(['MLmodel', 'MLproject', 'Dockerfile', 'LICENSE', 'README']);

export const previewKind = (path: string): PreviewKind => {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (TEXT_NAMES.has(name)) return 'text';
  const dot = name.lastIndexOf('.');
  const extension = dot < 0 ? '' : name.slice(dot + 1).toLowerCase();
  return BY_EXTENSION[extension] ?? (TEXT.has(extension) ? 'text' : 'none');
};
