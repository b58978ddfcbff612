import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { MillraceError } from '@millrace/spec';
import { cacheFolder } from './cache-folder.ts';
import { exclusively } from './exclusively.ts';
import { installDebianPackages } from './install-debian-packages.ts';
import { reportLine } from './report-line.ts';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const find = (): string | undefined => {
  const chosen = process.env['CHROME_PATH'];
  return [...(chosen === undefined ? [] : [chosen]), ...PLACES].find((path) => existsSync(path));
};

/** The path of a Chromium or Chrome; installs Debian's where there is none. CHROME_PATH wins. */
export const ensureChromium = async (report: (line: string) => void = reportLine): Promise<string> =>
  find() ??
  exclusively(join(cacheFolder('locks'), 'chromium'), async () => {
    if (find() === undefined) await installDebianPackages(['chromium', 'fonts-dejavu-core'], report);
    const path = find();
    if (path === undefined) {
      throw new MillraceError(
        'NOT_FOUND',
        `No Chromium at any of ${PLACES.join(', ')} after its installation: name one in CHROME_PATH`,
      );
    }
    return path;
  });
