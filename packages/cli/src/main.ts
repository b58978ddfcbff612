import { createProgram } from './program.ts';
import { reportError } from './report-error.ts';

// A reader that has seen enough, as in `millrace runs list | head`, is not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});

try {
  await createProgram().parseAsync(process.argv);
} catch (error) {
  process.exitCode = reportError(error, process.argv);
}
