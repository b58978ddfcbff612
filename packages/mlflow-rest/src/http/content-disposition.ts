const PLAIN = /^[\w!#$&+\-.^`|~ ]+$/;

/** What RFC 5987 lets stand unescaped that encodeURIComponent leaves and it does not: `'()*`. */
const percent = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;

/** Downloads under this name and never opens in the browser (RFC 6266): quotes, line breaks and other scripts are escaped. */
export const contentDisposition = (fileName: string): string => {
  if (PLAIN.test(fileName)) return `attachment; filename="${fileName}"`;
  const plain = fileName
    .normalize('NFKD')
    .replace(/[^\w!#$&+\-.^`|~ ]/g, '')
    .trim();
  const escaped = encodeURIComponent(fileName.toWellFormed()).replace(/['()*]/g, percent);
  return `attachment; filename="${plain === '' ? 'download' : plain}"; filename*=UTF-8''${escaped}`;
};
