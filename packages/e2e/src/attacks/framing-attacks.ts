import { strictEqual } from 'node:assert/strict';
import { type Attack, requireStatus } from './attack.ts';
import { API } from './target.ts';

const HEAD = `POST ${API}/runs/create HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n`;
const BODY = '{"experiment_id":"0","run_name":"smuggled"}';
const CHUNK = `${BODY.length.toString(16)}\r\n${BODY}\r\n0\r\n\r\n`;
/** What a proxy would take for the body's rest, and a careless server for a request. */
const SMUGGLED = `GET ${API}/experiments/search HTTP/1.1\r\nHost: localhost\r\n\r\n`;

const REQUESTS: readonly [name: string, bytes: string][] = [
  [
    'Content-Length and Transfer-Encoding',
    `${HEAD}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n${CHUNK}`,
  ],
  [
    'Transfer-Encoding and Content-Length',
    `${HEAD}Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n${CHUNK}`,
  ],
  ['two Content-Length', `${HEAD}Content-Length: ${BODY.length}\r\nContent-Length: 4\r\n\r\n${BODY}`],
  ['Content-Length: 5, 5', `${HEAD}Content-Length: 5, 5\r\n\r\n${BODY}`],
  ['Content-Length: +43', `${HEAD}Content-Length: +${BODY.length}\r\n\r\n${BODY}`],
  ['Content-Length: -1', `${HEAD}Content-Length: -1\r\n\r\n${BODY}`],
  ['Transfer-Encoding: xchunked', `${HEAD}Transfer-Encoding: xchunked\r\n\r\n${CHUNK}`],
  ['Transfer-Encoding: identity', `${HEAD}Transfer-Encoding: identity\r\n\r\n${CHUNK}`],
  ['Transfer-Encoding: gzip, chunked', `${HEAD}Transfer-Encoding: gzip, chunked\r\n\r\n${CHUNK}`],
  ['a folded header', `${HEAD}Transfer-Encoding:\r\n chunked\r\n\r\n${CHUNK}`],
  ['a space before the colon', `${HEAD}Content-Length : ${BODY.length}\r\n\r\n${BODY}`],
  ['a bare line feed', HEAD.replaceAll('\r\n', '\n') + `Content-Length: ${BODY.length}\n\n${BODY}`],
  ['a NUL in a header', `${HEAD}X-A: a\0b\r\nContent-Length: ${BODY.length}\r\n\r\n${BODY}`],
  ['a chunk size that is no number', `${HEAD}Transfer-Encoding: chunked\r\n\r\nzz\r\n${BODY}\r\n0\r\n\r\n`],
  [
    '100 kB of headers',
    `${HEAD}X-A: ${'a'.repeat(100_000)}\r\nContent-Length: ${BODY.length}\r\n\r\n${BODY}`,
  ],
  ['not HTTP at all', '\u0016\u0003\u0001\u0002\0\u0001\0\u0001\r\n\r\n'],
];

/** Refused, the connection closed, and what follows on it never read as a request. */
export const framingAttacks: readonly Attack[] = REQUESTS.map(([name, bytes]) => ({
  id: 'I08',
  name,
  strike: async (target) => {
    const count = async (): Promise<number> => {
      const { body } = await target.send({
        method: 'POST',
        target: `${API}/runs/search`,
        headers: [['content-type', 'application/json']],
        body: '{"experiment_ids":["0"],"filter":"attributes.run_name = \'smuggled\'"}',
      });
      return (JSON.parse(body) as { runs?: unknown[] }).runs?.length ?? 0;
    };
    const before = await count();
    const answer = await target.send({ target: name, bytes: `${bytes}${SMUGGLED}` });
    requireStatus(answer, [400, 413, 431, 501]);
    strictEqual(answer.body.includes('HTTP/1.1 200'), false, 'what followed was answered');
    strictEqual(await count(), before, 'a run was created');
  },
}));
