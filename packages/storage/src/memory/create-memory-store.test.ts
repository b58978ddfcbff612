import { trackingStoreCases } from '@millrace/testkit';
import { describe, test } from 'vitest';
import { createMemoryStore } from './create-memory-store.ts';

describe('memory keeps the promises of a tracking store', () => {
  for (const { name, run } of trackingStoreCases(createMemoryStore)) test(name, run);
});
