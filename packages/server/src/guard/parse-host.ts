import { isIPv4, isIPv6 } from 'node:net';

export interface Host {
  /** Lower case, no port, no brackets, no trailing dot. */
  readonly name: string;
  readonly isAddress: boolean;
}

const FORM = /^(?:\[([\da-f:.]+)\]|([a-z\d._-]+?)\.?)(?::(\d{1,5}))?$/i;

/**
 * A Host header's value, or `undefined` when it is not one. An address is one only if it parses as one: a name such as
 * `10.evil.com` is a name, however it begins.
 */
export const parseHost = (text: string): Host | undefined => {
  const match = FORM.exec(text);
  if (match === null || Number(match[3] ?? 0) > 65_535) return undefined;
  const [, bracketed, plain] = match;
  if (bracketed !== undefined) {
    return isIPv6(bracketed) ? { name: bracketed.toLowerCase(), isAddress: true } : undefined;
  }
  const name = plain?.toLowerCase();
  return name === undefined ? undefined : { name, isAddress: isIPv4(name) };
};
