import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { artifactStoreCases } from '@millrace/testkit';
import { afterAll, describe, test } from 'vitest';
import { openArtifactFolder } from './open-artifact-folder.ts';

const directory = mkdtempSync(join(tmpdir(), 'millrace-artifacts-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('a folder keeps the promises of an artifact store', () => {
  let number = 0;
  const make = () => {
    number += 1;
    return openArtifactFolder(join(directory, `${number}`));
  };
  for (const { name, run } of artifactStoreCases(make)) test(name, run);
});
