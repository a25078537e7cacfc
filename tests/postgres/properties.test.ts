import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DuckDb } from '../../src/engine/duckdb.ts';
import type { Parameters } from '../../src/engine/engine.ts';
import type { Postgres } from '../../src/engine/postgres.ts';
import { problemReasons } from '../../src/queries/order-metrics.ts';
import { type EventCase, eventCase, type StoreCase, storeCase } from '../reference/arbitraries.ts';
import { orderCase } from '../reference/order-arbitraries.ts';
import type { OrderWorld } from '../reference/order-types.ts';
import { memoryDatabase, reportRows } from '../support/memory-database.ts';
import {
  eventParameters,
  fillEvents,
  fillOrders,
  fillStores,
  orderParameters,
  storeParameters,
} from '../support/worlds.ts';
import { copyTable } from './copy-rows.ts';
import { type FreshDatabase, freshDatabase, hasPostgres, openTest } from './database.ts';
import { ordstatTemplate } from './template.ts';

const runs = { numRuns: Number(process.env.ORDSTAT_TEST_RUNS ?? 20) };

describe.skipIf(!hasPostgres)('reports on random data are the same on both engines', () => {
  let database: FreshDatabase;
  let postgres: Postgres;
  let duckdb: DuckDb;
  beforeAll(async () => {
    database = await freshDatabase(ordstatTemplate);
    postgres = await openTest(database.url);
    duckdb = await memoryDatabase();
  });
  afterAll(async () => {
    await duckdb?.close();
    await postgres?.close();
    await database?.drop();
  });

  async function copy(...tables: string[]): Promise<void> {
    for (const table of tables) {
      await postgres.run(`delete from ${table}`);
      await copyTable(duckdb, postgres, table);
    }
  }

  async function expectSame(report: string, parameters: Parameters): Promise<void> {
    const expected = await reportRows(duckdb, report, parameters);
    expect(await reportRows(postgres, report, parameters), report).toEqual(expected);
  }

  const property = <T>(cases: fc.Arbitrary<T>, check: (given: T) => Promise<void>) =>
    fc.assert(fc.asyncProperty(cases, check), { ...runs, endOnFailure: true });

  test('of events', () =>
    property(eventCase, async (given: EventCase) => {
      await fillEvents(duckdb, given);
      await copy('events');
      for (const report of [
        'event_gaps',
        'event_summary',
        'event_summary_by_type',
        'event_summary_by_user',
      ]) {
        await expectSame(report, eventParameters(given));
      }
    }));

  test('of stores', () =>
    property(storeCase, async (given: StoreCase) => {
      await fillStores(duckdb, given);
      await copy('store_status', 'store_weeks', 'store_hours', 'store_timezones');
      for (const report of [
        'store_periods',
        'store_report',
        'store_report_window',
        'store_notes',
        'silences',
        'doctor_stores',
        'doctor_weeks',
      ]) {
        await expectSame(report, storeParameters(given));
      }
    }));

  test('of orders', () =>
    property(orderCase, async (world: OrderWorld) => {
      await fillOrders(duckdb, world);
      await copy('order_events');
      const [from, to] = [world.lifecycle.statuses.at(0), world.lifecycle.statuses.at(-1)];
      const parameters = {
        ...orderParameters(world),
        from_status: from?.name ?? null,
        to_status: to?.name ?? null,
        problem_reasons: problemReasons,
        funnel: world.lifecycle.funnel,
        order_id: world.events[0]?.orderId ?? null,
      };
      for (const report of [
        'order_status',
        'order_show',
        'order_events',
        'order_summary',
        'order_failures',
        'order_funnel',
        'order_times',
        'order_times_by_day',
        'order_times_states',
        'order_stuck',
        'order_problems',
        'order_metrics',
        'nearest_orders',
      ]) {
        await expectSame(report, parameters);
      }
    }));
});
