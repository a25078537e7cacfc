import { expect, test } from 'vitest';
import { progressLine } from '../../src/cli/progress-bar.ts';
import { Progress } from '../../src/ingest/progress.ts';

test('progress never goes back, and ends at all of it', () => {
  const progress = new Progress();
  expect(progress.fraction(0)).toBe(0);
  progress.begin(400);
  const seen: number[] = [];
  for (const name of ['a', 'b']) {
    progress.next(name, 200);
    seen.push(progress.fraction(0));
    for (const bytes of [100, 100]) {
      progress.read(bytes);
      seen.push(progress.fraction(0));
    }
    seen.push(progress.fraction(0.5), progress.fraction(0.1));
    progress.read(200);
    seen.push(progress.fraction(1));
    for (const [from, to] of [
      [0, 0.5],
      [0.5, 1],
    ] as const) {
      progress.merging(from, to);
      seen.push(progress.fraction(0), progress.fraction(0.5), progress.fraction(1));
    }
  }
  expect(seen).toEqual([...seen].sort((left, right) => left - right));
  expect(seen.at(-1)).toBe(1);
});

test('the line stays within the terminal and holds no control characters', () => {
  expect(progressLine('pings.csv', 0.5, 80)).toBe('[############------------]  50 % pings.csv');
  expect(progressLine('\u001b[2Jpings.csv'.repeat(20), 1, 40)).toHaveLength(39);
  expect(progressLine('\u001b[2J', 1, 80)).not.toContain('\u001b');
});
