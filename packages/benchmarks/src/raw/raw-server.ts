/**
 * What this machine can do at all: node:http and JSON.parse, with the least storage that deserves the name behind it. No
 * routing, validation, latest values or duplicates. One file, because it is stripped of its types and copied before it
 * starts, so that its start is not slowed by that.
 */
import { once } from 'node:events';
import { fdatasyncSync, openSync, writeSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import Database from 'better-sqlite3';

interface RawPoint {
  readonly key: string;
  readonly value: number;
  readonly timestamp: number;
  readonly step: number;
}
interface RawBody {
  readonly run_id: string;
  readonly metrics?: readonly RawPoint[];
}
interface Sink {
  /** Durable when it returns. */
  commit(bodies: readonly RawBody[]): void;
  count(): number;
}

const pointsOf = (body: RawBody & Partial<RawPoint>): readonly RawPoint[] =>
  body.metrics ?? [
    { key: body.key ?? '', value: body.value ?? 0, timestamp: body.timestamp ?? 0, step: body.step ?? 0 },
  ];

const numberer = (): ((name: string) => number) => {
  const numbers = new Map<string, number>();
  return (name) => {
    const known = numbers.get(name);
    if (known !== undefined) return known;
    numbers.set(name, numbers.size);
    return numbers.size - 1;
  };
};

/** JSON.parse and nothing else. */
const parseOnly = (): Sink => {
  let count = 0;
  return {
    commit(bodies) {
      for (const body of bodies) count += pointsOf(body).length;
    },
    count: () => count,
  };
};

/** An append-only table, one transaction and one sync for all that arrived in one turn of the event loop. */
const appendTable = (folder: string): Sink => {
  const database = new Database(join(folder, 'raw.db'));
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec('CREATE TABLE points (run INTEGER, key INTEGER, step INTEGER, time INTEGER, value REAL)');
  const rowsAtOnce = 100;
  const one = database.prepare('INSERT INTO points VALUES (?, ?, ?, ?, ?)');
  const many = database.prepare(
    `INSERT INTO points VALUES ${Array.from({ length: rowsAtOnce }, () => '(?, ?, ?, ?, ?)').join(', ')}`,
  );
  const begin = database.prepare('BEGIN IMMEDIATE');
  const commit = database.prepare('COMMIT');
  const runNumber = numberer();
  const keyNumber = numberer();
  return {
    commit(bodies) {
      begin.run();
      for (const body of bodies) {
        const run = runNumber(body.run_id);
        const points = pointsOf(body);
        let index = 0;
        for (; index + rowsAtOnce <= points.length; index += rowsAtOnce) {
          const values: number[] = [];
          for (const point of points.slice(index, index + rowsAtOnce)) {
            values.push(run, keyNumber(point.key), point.step, point.timestamp, point.value);
          }
          many.run(values);
        }
        for (const point of points.slice(index)) {
          one.run(run, keyNumber(point.key), point.step, point.timestamp, point.value);
        }
      }
      commit.run();
    },
    count: () => Number(database.prepare('SELECT count(*) FROM points').pluck().get()),
  };
};

const RECORD_BYTES = 28;

/** Binary records at the end of a file, fdatasync before the answer. */
const appendLog = (folder: string): Sink => {
  const file = openSync(join(folder, 'raw.log'), 'a');
  const runNumber = numberer();
  const keyNumber = numberer();
  let count = 0;
  return {
    commit(bodies) {
      const total = bodies.reduce((sum, body) => sum + pointsOf(body).length, 0);
      const bytes = Buffer.allocUnsafe(total * RECORD_BYTES);
      let at = 0;
      for (const body of bodies) {
        const run = runNumber(body.run_id);
        for (const point of pointsOf(body)) {
          bytes.writeUInt16LE(run, at);
          bytes.writeUInt16LE(keyNumber(point.key), at + 2);
          bytes.writeDoubleLE(point.step, at + 4);
          bytes.writeDoubleLE(point.timestamp, at + 12);
          bytes.writeDoubleLE(point.value, at + 20);
          at += RECORD_BYTES;
        }
      }
      writeSync(file, bytes);
      fdatasyncSync(file);
      count += total;
    },
    count: () => count,
  };
};

const SINKS: Readonly<Record<string, (folder: string) => Sink>> = {
  parse: parseOnly,
  append: appendTable,
  log: appendLog,
};

const [mode = '', folder = '', port = ''] = process.argv.slice(2);
const sink = SINKS[mode]?.(folder);
if (sink === undefined) {
  process.stderr.write(`usage: raw-server parse|append|log FOLDER PORT\n`);
  process.exit(2);
}

let waiting: { body: RawBody; response: ServerResponse }[] = [];
const flush = (): void => {
  const group = waiting;
  waiting = [];
  sink.commit(group.map((entry) => entry.body));
  for (const { response } of group) {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': 2 });
    response.end('{}');
  }
};

const accept = (request: IncomingMessage, response: ServerResponse): void => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const text = (
      chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks)
    ).toString();
    waiting.push({ body: JSON.parse(text), response });
    if (waiting.length === 1) setImmediate(flush);
  });
};

const server = createServer((request, response) => {
  if (request.method === 'POST') accept(request, response);
  else response.end(request.url === '/count' ? String(sink.count()) : 'OK');
}).listen(Number(port), '127.0.0.1');
await once(server, 'listening');
