import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DuckDb } from '../../src/engine/duckdb.ts';
import { type EventCase, eventCase } from '../reference/arbitraries.ts';
import { eventGaps } from '../reference/event-reference.ts';
import { memoryDatabase, reportRows, secondsUs, timestampUs } from '../support/memory-database.ts';
import { eventParameters, fillEvents } from '../support/worlds.ts';

let engine: DuckDb;
beforeAll(async () => {
  engine = await memoryDatabase();
});
afterAll(() => engine.close());

const runs = { numRuns: Number(process.env.ORDSTAT_TEST_RUNS ?? 150) };

async function summaryRows(given: EventCase, report: string) {
  await fillEvents(engine, given);
  return reportRows(engine, report, eventParameters(given));
}

const orNull = <T>(value: string | null, read: (text: string) => T) =>
  value === null ? null : read(value);

test('the summary is that of the slow reference', async () => {
  await fc.assert(
    fc.asyncProperty(eventCase, async (given) => {
      const rows = await summaryRows(given, 'event_summary');
      const actual = rows.map((row) => ({
        userId: row.user_id,
        eventType: row.event_type,
        events: Number(row.events),
        gaps: Number(row.gaps),
        idleGaps: Number(row.idle_gaps),
        totalUs: secondsUs(row.total_seconds as string),
        maxGapUs: orNull(row.max_gap_seconds ?? null, secondsUs),
        firstUs: orNull(row.first_event_at ?? null, timestampUs),
        lastUs: orNull(row.last_event_at ?? null, timestampUs),
      }));
      expect(actual).toEqual(eventGaps(given.events, given.options));
    }),
    runs,
  );
});

test('within the window and without a limit, the gaps add up to last minus first', async () => {
  await fc.assert(
    fc.asyncProperty(eventCase, async (given) => {
      const options = { ...given.options, acrossMidnight: 'within' as const, maxGapUs: null };
      for (const row of await summaryRows({ ...given, options }, 'event_summary')) {
        const first = timestampUs(row.first_event_at as string);
        const last = timestampUs(row.last_event_at as string);
        expect(secondsUs(row.total_seconds as string)).toBe(last - first);
        expect(Number(row.gaps)).toBe(Number(row.events) - 1);
      }
    }),
    runs,
  );
});

test('the rows per type and per user are sums of the rows per user and type', async () => {
  await fc.assert(
    fc.asyncProperty(eventCase, async (given) => {
      const rows = await summaryRows(given, 'event_summary');
      for (const [report, key] of [
        ['event_summary_by_type', 'event_type'],
        ['event_summary_by_user', 'user_id'],
      ] as const) {
        for (const sum of await summaryRows(given, report)) {
          const parts = rows.filter((row) => row[key] === sum[key]);
          const total = parts.reduce((us, row) => us + secondsUs(row.total_seconds as string), 0n);
          expect(secondsUs(sum.total_seconds as string)).toBe(total);
          const gaps = parts.reduce((count, row) => count + Number(row.gaps), 0);
          expect(Number(sum.gaps)).toBe(gaps);
          const average = gaps === 0 ? null : (2n * total + BigInt(gaps)) / (2n * BigInt(gaps));
          expect(orNull(sum.avg_gap_seconds ?? null, secondsUs)).toBe(average);
        }
      }
    }),
    runs,
  );
});
