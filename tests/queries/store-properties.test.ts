import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DuckDb } from '../../src/engine/duckdb.ts';
import type { Row } from '../../src/engine/engine.ts';
import { type StoreCase, storeCase } from '../reference/arbitraries.ts';
import { type StorePeriod, statusTotals, storePeriods } from '../reference/store-reference.ts';
import {
  memoryDatabase,
  reportRows,
  secondsUs,
  timestampText,
  timestampUs,
} from '../support/memory-database.ts';
import { fillStores, storeParameters } from '../support/worlds.ts';

let engine: DuckDb;
beforeAll(async () => {
  engine = await memoryDatabase();
});
afterAll(() => engine.close());

const runs = { numRuns: Number(process.env.ORDSTAT_TEST_RUNS ?? 50) };

/** Rows of the report joined where only the deciding ping differs, as the reference gives them. */
function mergedPeriods(rows: readonly Row[]): StorePeriod[] {
  const merged: StorePeriod[] = [];
  for (const row of rows) {
    const period = {
      shiftOpensUs: row.shift_opens_at === null ? null : timestampUs(row.shift_opens_at as string),
      startsUs: timestampUs(row.starts_at as string),
      endsUs: timestampUs(row.ends_at as string),
      status: row.status as StorePeriod['status'],
    };
    const last = merged.at(-1);
    const isSame =
      last?.endsUs === period.startsUs &&
      last.status === period.status &&
      last.shiftOpensUs === period.shiftOpensUs;
    if (last && isSame) {
      merged[merged.length - 1] = { ...last, endsUs: period.endsUs };
    } else {
      merged.push(period);
    }
  }
  return merged;
}

// Every store of a case has pings, hours or a zone only by chance; the rest is not in any table.
const isKnown = ({ world }: StoreCase, storeId: string) =>
  [...world.pings, ...world.hours, ...world.zones].some((row) => row.storeId === storeId);

test('periods and totals are those of the slow reference', async () => {
  await fc.assert(
    fc.asyncProperty(storeCase, async (given) => {
      await fillStores(engine, given);
      const { world, options, window, asOfUs } = given;
      const periods = await reportRows(engine, 'store_periods', storeParameters(given));
      const totals = await reportRows(engine, 'store_report_window', storeParameters(given));
      for (const storeId of given.storeIds.filter((id) => isKnown(given, id))) {
        const ownPeriods = periods.filter((row) => row.store_id === storeId);
        expect(mergedPeriods(ownPeriods)).toEqual(
          storePeriods(world, options, storeId, window, asOfUs),
        );
        const total = totals.find((row) => row.store_id === storeId) as Row;
        const expected = statusTotals(world, options, storeId, window, asOfUs);
        expect({
          upUs: secondsUs(total.uptime_seconds as string),
          downUs: secondsUs(total.downtime_seconds as string),
          unknownUs: secondsUs(total.unknown_seconds as string),
          openUs: secondsUs(total.open_seconds as string),
        }).toEqual(expected);
      }
    }),
    runs,
  );
});

const weekUs = 7n * 86_400_000_000n;

test('hour, day and week are cut from the same periods, and their printed parts add up', async () => {
  await fc.assert(
    fc.asyncProperty(storeCase, async (given) => {
      await fillStores(engine, given);
      const asOf = timestampText(given.asOfUs);
      const parameters = {
        ...storeParameters(given),
        window_start: timestampText(given.asOfUs - weekUs),
        window_end: asOf,
      };
      const periods = await reportRows(engine, 'store_periods', parameters);
      for (const row of await reportRows(engine, 'store_report', parameters)) {
        checkPrintedParts(row);
        const own = periods.filter((period) => period.store_id === row.store_id);
        expect(row.uptime_last_hour_minutes).toBe(
          printedUptime(own, given.asOfUs - 3_600_000_000n, 6000n),
        );
        expect(row.uptime_last_day_hours).toBe(
          printedUptime(own, given.asOfUs - 86_400_000_000n, 360_000n),
        );
        expect(row.uptime_last_week_hours).toBe(
          printedUptime(own, given.asOfUs - weekUs, 360_000n),
        );
      }
    }),
    runs,
  );
});

/** Up time since a moment, in units of a ten-thousandth, the half away from zero. */
function printedUptime(periods: readonly Row[], sinceUs: bigint, unitUs: bigint): string {
  let us = 0n;
  for (const period of periods.filter(({ status }) => status === 'active')) {
    const startUs = timestampUs(period.starts_at as string);
    const endUs = timestampUs(period.ends_at as string);
    const fromUs = startUs > sinceUs ? startUs : sinceUs;
    us += endUs > fromUs ? endUs - fromUs : 0n;
  }
  const units = String((us + unitUs / 2n) / unitUs).padStart(5, '0');
  return `${units.slice(0, -4)}.${units.slice(-4)}`;
}

const windows = [
  ['last_hour_minutes', 60n],
  ['last_day_hours', 24n],
  ['last_week_hours', 168n],
] as const;

function checkPrintedParts(row: Row): void {
  for (const [window, length] of windows) {
    const printed = (part: string) => BigInt((row[`${part}_${window}`] as string).replace('.', ''));
    const parts = [printed('uptime'), printed('downtime'), printed('unknown')];
    expect(parts.every((part) => part >= 0n)).toBe(true);
    expect(parts.reduce((sum, part) => sum + part)).toBe(printed('open'));
    expect(printed('open')).toBeLessThanOrEqual(length * 10_000n);
  }
}
