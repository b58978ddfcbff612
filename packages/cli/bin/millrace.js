#!/usr/bin/env node
// Plain JavaScript on purpose: it must run, and say so, on a Node too old for everything behind it.
import * as nodeModule from 'node:module';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 13)) {
  process.stderr.write(
    `millrace needs Node 22.13 or newer, this is ${process.versions.node}: see https://nodejs.org\n`,
  );
  process.exit(1);
}
nodeModule.enableCompileCache();
await import('../dist/main.js');
