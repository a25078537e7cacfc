import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DuckDb } from '../../src/engine/duckdb.ts';
import { rowsOf } from '../../src/engine/engine.ts';
import { memoryDatabase } from '../support/memory-database.ts';

// The fast way to read a time is an override of the careful one, and must never say anything else.
let engine: DuckDb;
beforeAll(async () => {
  engine = await memoryDatabase();
});
afterAll(() => engine.close());

/** Every text that differs from a plain time by a character or two, and some that differ by more. */
function nearlyTimes(): string[] {
  const whole = [
    '2024-02-29 23:59:59.190171 UTC',
    '2024-10-15T08:00:00Z',
    '1999-12-31 00:00:00.5',
    '2024-10-15T08:00:00.123456',
  ];
  const characters = ['', '0', '1', '3', '9', ' ', 'T', 'Z', ':', '-', '+', '.', '/', 'U', '٣'];
  const changed = (text: string) =>
    [...text, ''].flatMap((_, at) =>
      characters.flatMap((character) => [
        text.slice(0, at) + character + text.slice(at + 1),
        text.slice(0, at) + character + text.slice(at),
      ]),
    );
  return [...new Set(whole.flatMap((text) => [text, ...changed(text), ...changed(`${text}0`)]))];
}

const years = ['0000', '0001', '0999', '1000', '2999', '3000', '9999', '10000', '0044 BC'];
const odd = [
  ...years.map((year) => `${year}-01-02 03:04:05Z`),
  ...['infinity', '-infinity', 'epoch', 'infinity UTC', '2024-02-30 00:00:00Z', ''],
  ...['0044-03-15 (BC) 00:00:00', '2024-01-01 00:00:00+00', '2024-01-01 00:00:00 utc'],
];

test.each(['UTC', 'Asia/Kolkata'])('both ways to read a time agree, in %s', async (zone) => {
  const texts = [...nearlyTimes(), ...odd];
  await engine.run('create or replace temp table texts as select unnest($texts) as text', {
    texts,
  });
  const differences = await rowsOf(
    engine,
    `select text from texts
    where utc_time(text, $zone) is not null and utc_time(text, $zone) <> any_time(text, $zone)
      or utc_time(text, $zone) is not null and any_time(text, $zone) is null`,
    { zone },
  );
  expect(differences).toEqual([]);
  const [counts] = await rowsOf(
    engine,
    `select cast(count(*) as integer) as all_texts,
      cast(count(utc_time(text, $zone)) as integer) as fast_texts from texts`,
    { zone },
  );
  expect(Number(counts?.all_texts)).toBeGreaterThan(3000);
  expect(Number(counts?.fast_texts)).toBeGreaterThan(zone === 'UTC' ? 200 : 80);
});
