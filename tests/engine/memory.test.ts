import { expect, test } from 'vitest';
import { engineLimit, threadsWithin } from '../../src/engine/memory.ts';

test.each<[limit: string, cores: number, threads: number]>([
  ['128MB', 8, 1],
  ['1MB', 8, 1],
  ['512MB', 8, 4],
  ['0.5 gib', 2, 2],
  ['1GB', 64, 8],
])('%s on %i cores: %i', (limit, cores, threads) => {
  expect(threadsWithin(limit, cores)).toBe(threads);
});

test.each([
  ['64MB', '64MB'],
  ['0.25 gib', '0.25 gib'],
  ['300MB', '256MB'],
  ['512MB', '410MB'],
  ['1GB', '800MB'],
  ['2 TiB', '1600000MB'],
])('of %s the engine may count %s', (limit, counted) => {
  expect(engineLimit(limit)).toBe(counted);
});
