/** Text that others chose, made harmless for a terminal: no control characters, so no escape sequences. */
export const printable = (text: string): string =>
  // eslint-disable-next-line no-control-regex -- they are what this is about
  text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\uFFFD');
