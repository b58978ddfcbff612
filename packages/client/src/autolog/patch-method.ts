import { MillraceError } from '@millrace/spec';

export type Method = (this: unknown, ...args: unknown[]) => unknown;

/** Puts a method in another's place. Returns what puts the very same one back, unless someone patched over it since. */
export const patchMethod = (on: object, name: string, wrap: (original: Method) => Method): (() => void) => {
  const found: unknown = Reflect.get(on, name);
  if (typeof found !== 'function') {
    throw new MillraceError(
      'INVALID_STATE',
      `Cannot watch '${name}': expected a method, found ${typeof found}`,
      {
        reason: 'client/no-such-method',
      },
    );
  }
  const before = Object.getOwnPropertyDescriptor(on, name);
  const wrapper = wrap(found as Method);
  Object.defineProperty(wrapper, 'name', { value: found.name, configurable: true });
  const replaced = Reflect.defineProperty(on, name, {
    value: wrapper,
    writable: true,
    configurable: true,
    enumerable: before?.enumerable ?? false,
  });
  if (!replaced) {
    throw new MillraceError('INVALID_STATE', `Cannot watch '${name}': its object is frozen`, {
      reason: 'client/frozen-method',
    });
  }
  return () => {
    if (Object.getOwnPropertyDescriptor(on, name)?.value !== wrapper) return;
    if (before === undefined) Reflect.deleteProperty(on, name);
    else Object.defineProperty(on, name, before);
  };
};
