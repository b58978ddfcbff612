import { AsyncLocalStorage } from 'node:async_hooks';
import { isInRange } from '@millrace/plugin-kit';
import type { AutologV1, TrainingPatch } from '@millrace/spec';
import type { AutologHost } from '@millrace/testkit';

const inside = new AsyncLocalStorage<true>();
const installed = new Set<object>();

const watch = (patch: TrainingPatch, original: (...args: unknown[]) => unknown, host: AutologHost) => {
  const attempt = async <T>(work: () => T | Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      host.report(error);
      return undefined;
    }
  };
  return async function (this: unknown, ...args: unknown[]): Promise<unknown> {
    if (inside.getStore()) return Reflect.apply(original, this, args);
    return inside.run(true, async () => {
      const run = host.startRun();
      const call = { self: this, args };
      const changed = await attempt(async () => patch.before?.(run.sink, call));
      try {
        const result: unknown = await Reflect.apply(original, this, [...(changed ?? args)]);
        await attempt(async () => patch.after?.(run.sink, { ...call, result }));
        run.end('FINISHED');
        return result;
      } catch (error) {
        run.end('FAILED');
        throw error;
      }
    });
  };
};

/** The least that an installer may be: enough to hold the autologger to its contract without the client. */
export const installPatches = <Library>(
  autolog: AutologV1<Library>,
  library: Library,
  host: AutologHost,
): (() => void) => {
  if (!isInRange(autolog.version(library), autolog.target.versions)) return () => undefined;
  const key = autolog.patches(library)[0]?.on ?? autolog;
  if (installed.has(key)) return () => undefined;
  const undos = autolog.patches(library).map((patch) => {
    const own = Object.getOwnPropertyDescriptor(patch.on, patch.method);
    const value = watch(patch, Reflect.get(patch.on, patch.method), host);
    Object.defineProperty(patch.on, patch.method, { value, configurable: true, writable: true });
    return () =>
      own
        ? Object.defineProperty(patch.on, patch.method, own)
        : Reflect.deleteProperty(patch.on, patch.method);
  });
  const undo = () => {
    if (installed.delete(key)) for (const each of undos.toReversed()) each();
  };
  installed.add(key);
  return undo;
};
