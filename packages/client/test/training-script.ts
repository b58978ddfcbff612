/** A training script for the tests of process ends: what it does comes as its first argument. */
import { init } from '@millrace/client';

const [mode, trackingUri] = process.argv.slice(2);
const ml = init({ experiment: 'ends', ...(trackingUri !== undefined && { trackingUri }) });
const run = await ml.startRun(mode);
run.logMetric('loss', 1, { step: 1 });
process.stdout.write(`${run.runId}\n`);

switch (mode) {
  case 'throw':
    throw new RangeError('training broke');
  case 'reject':
    void Promise.reject(new RangeError('training broke'));
    setInterval(() => {}, 1000);
    break;
  case 'forget':
    break;
  case 'forget-failed':
    process.exitCode = 3;
    break;
  case 'own-listener':
    // Its exit code counts the signals it hears: 7 for one.
    process.exitCode = 6;
    process.on('SIGTERM', () => {
      process.exitCode = Number(process.exitCode) + 1;
      setTimeout(() => process.exit(), 1500);
    });
    setInterval(() => {}, 1000);
    break;
  default:
    setInterval(() => run.logMetric('loss', 1), 50);
}
