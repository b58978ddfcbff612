import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { jsonAnswer, mimeType } from '@millrace/mlflow-rest';
import type { HttpAnswer, HttpRequest } from '@millrace/mlflow-rest';
import { findUi } from './find-ui.ts';
import { MISSING_UI, toUiPage, type UiPage } from './ui-page.ts';

export interface UiOptions {
  readonly prefix: string;
  readonly directory?: string | undefined;
}

interface Asset {
  readonly type: string;
  readonly bytes: Buffer;
  readonly encoded: Map<string, Buffer>;
}

interface LoadedUi {
  readonly page: UiPage;
  /** By path below the prefix, leading slash included: only what was built can be asked for. */
  readonly files: ReadonlyMap<string, string>;
}

const ENCODERS = {
  br: (bytes: Buffer) =>
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }),
  gzip: (bytes: Buffer) => promisify(gzip)(bytes),
} as const;

const COMPRESSIBLE = /^(?:text\/|image\/svg|application\/(?:javascript|json|manifest))/;

const HASHED = /-[\w-]{8,}\.\w+$/;

const load = async ({ prefix, directory = findUi() }: UiOptions): Promise<LoadedUi | undefined> => {
  if (directory === undefined) return undefined;
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = new Map<string, string>();
  for (const entry of entries) {
    const file = join(entry.parentPath, entry.name);
    if (entry.isFile()) files.set(`/${file.slice(join(directory, sep).length).replaceAll(sep, '/')}`, file);
  }
  files.delete('/index.html');
  return { files, page: toUiPage(await readFile(join(directory, 'index.html'), 'utf8'), prefix) };
};

const pickEncoding = (accepted: string): keyof typeof ENCODERS | undefined => {
  const names = accepted.split(',').map((item) => item.trim().split(';')[0]);
  return names.includes('br') ? 'br' : names.includes('gzip') ? 'gzip' : undefined;
};

const encode = async (asset: Asset, accepted: string): Promise<[Buffer, Record<string, string>]> => {
  const encoding = COMPRESSIBLE.test(asset.type) ? pickEncoding(accepted) : undefined;
  if (encoding === undefined) return [asset.bytes, {}];
  let bytes = asset.encoded.get(encoding);
  if (bytes === undefined) {
    bytes = await ENCODERS[encoding](asset.bytes);
    asset.encoded.set(encoding, bytes);
  }
  return [bytes, { 'content-encoding': encoding }];
};

const notFound = (): HttpAnswer =>
  jsonAnswer({ error_code: 'ENDPOINT_NOT_FOUND', message: 'No such page or endpoint' }, { status: 404 });

const pageAnswer = ({ html, policy }: UiPage): HttpAnswer => ({
  status: 200,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-cache',
    'content-security-policy': policy,
  },
  body: html,
});

/** The UI's files, each read once, and its page wherever a browser asks for a page. `path` is what follows the prefix. */
export const createUi = (
  options: UiOptions,
): ((request: HttpRequest, path: string) => Promise<HttpAnswer>) => {
  let loading: Promise<LoadedUi | undefined> | undefined;
  const assets = new Map<string, Asset>();

  const sendFile = async (path: string, file: string, accepted: string): Promise<HttpAnswer> => {
    let asset = assets.get(path);
    if (asset === undefined) {
      const type = mimeType(path);
      asset = { type, bytes: await readFile(file), encoded: new Map() };
      assets.set(path, asset);
    }
    const [body, headers] = await encode(asset, accepted);
    return {
      status: 200,
      headers: {
        ...headers,
        'content-type': asset.type,
        'cache-control': HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
        vary: 'accept-encoding',
      },
      body,
    };
  };

  return async (request, path) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return notFound();
    loading ??= load(options);
    const ui = await loading;
    if (ui === undefined) loading = undefined;
    const file = ui?.files.get(path);
    if (file !== undefined) return sendFile(path, file, request.header('accept-encoding') ?? '');
    const wantsPage = (request.header('accept') ?? '').includes('text/html');
    if (!wantsPage && path !== '/') return notFound();
    return pageAnswer(ui?.page ?? toUiPage(MISSING_UI, options.prefix));
  };
};
