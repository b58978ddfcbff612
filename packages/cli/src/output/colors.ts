import { isatty } from 'node:tty';
import pc from 'picocolors';

/** Colour only where someone looks: a terminal, and neither NO_COLOR nor TERM=dumb. FORCE_COLOR overrules. */
export const wantsColor = (env: NodeJS.ProcessEnv, isTerminal: boolean): boolean => {
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR']) return env['FORCE_COLOR'] !== '0';
  return isTerminal && env['TERM'] !== 'dumb';
};

/** For stdout. */
export const colors = pc.createColors(wantsColor(process.env, isatty(1)));
