import { configureGlobal } from 'fast-check';

/**
 * Property tests draw the same values in every default run, so that a change is judged by what it changes. At night
 * they draw new ones; MILLRACE_SEED repeats those.
 */
configureGlobal({ seed: Number(process.env['MILLRACE_SEED'] ?? 20_261_124) });
