import { baseUrl } from '../base-url.ts';

/**
 * MLflow's clients print links like `/#/experiments/1/runs/…`. Its pages and ours have the same paths, so what stands
 * behind the hash is the page that is meant. `undefined` for any other hash.
 */
export const toOwnPath = (hash: string, basePath: string): string | undefined =>
  /^#\/[\w-]/.test(hash) ? basePath + hash.slice(2) : undefined;

/** Called before the router reads the address. */
export const followMlflowLink = (): void => {
  const path = toOwnPath(location.hash, baseUrl().pathname);
  if (path !== undefined) history.replaceState(null, '', path);
};
