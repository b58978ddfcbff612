import { lookup } from 'mrmime';

/** The type a file's name says it has, text as UTF-8; bytes when it says nothing. */
export const mimeType = (fileName: string): string => {
  const type = lookup(fileName) ?? 'application/octet-stream';
  return type.startsWith('text/') ? `${type}; charset=utf-8` : type;
};
