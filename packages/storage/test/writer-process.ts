import { openSqliteStore } from '../src/sqlite/index.ts';

/** Appends batches to one run until it is killed; prints the number of each batch after it was acknowledged. */
const [file = '', runId = '', keys = '10'] = process.argv.slice(2);
const store = await openSqliteStore({ file });
for (let step = 0; ; step += 1) {
  const points = Array.from({ length: Number(keys) }, (_, key) => ({
    key: `key-${key}`,
    value: step,
    timestamp: step,
    step,
  }));
  await store.write(async ({ metadata, metrics }) => {
    await metrics.append(runId, points);
    await metadata.putRunTags(runId, [{ key: 'step', value: String(step) }]);
  });
  process.stdout.write(`${step}\n`);
}
