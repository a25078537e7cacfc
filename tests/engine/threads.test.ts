import { expect, test } from 'vitest';
import { threadsWithin } from '../../src/engine/threads.ts';

test.each<[limit: string, cores: number, threads: number]>([
  ['128MB', 8, 1],
  ['1MB', 8, 1],
  ['512MB', 8, 4],
  ['0.5 gib', 2, 2],
  ['1GB', 64, 8],
])('%s on %i cores: %i', (limit, cores, threads) => {
  expect(threadsWithin(limit, cores)).toBe(threads);
});
