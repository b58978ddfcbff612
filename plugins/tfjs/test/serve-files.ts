import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Artifacts over HTTP on this machine, as a page would fetch them. */
export const serveFiles = async (
  files: ReadonlyMap<string, Uint8Array>,
): Promise<{ url: string; close: () => Promise<void> }> => {
  const server = createServer((request, response) => {
    const bytes = files.get((request.url ?? '').slice(1));
    response.writeHead(bytes ? 200 : 404).end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => new Promise((resolve) => server.close(() => resolve())),
  };
};
