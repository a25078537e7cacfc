import type { Engine, Parameters } from '../../src/engine/engine.ts';
import { sqlFile } from '../../src/engine/sql-files.ts';
import { lifecycleParameters } from '../../src/queries/lifecycle-parameters.ts';
import type { EventCase, StoreCase } from '../reference/arbitraries.ts';
import type { OrderEvent, OrderWorld } from '../reference/order-types.ts';
import { fillTable, timestampText } from './memory-database.ts';

/** Makes a database of DuckDB hold the stores of a random case. */
export async function fillStores(engine: Engine, { world }: StoreCase): Promise<void> {
  await fillTable(
    engine,
    'store_status',
    world.pings.map((ping) => [ping.storeId, timestampText(ping.atUs), ping.status, 1]),
  );
  await engine.run('delete from store_weeks');
  await engine.run(sqlFile('1_tables/upgrades/4/02_fill_store_weeks'));
  await fillTable(
    engine,
    'store_hours',
    world.hours.map((row) => [row.storeId, row.dayOfWeek, row.opens, row.closes, 1]),
  );
  await fillTable(
    engine,
    'store_timezones',
    world.zones.map(({ storeId, zone }) => [storeId, zone, 1]),
  );
}

/** What a random case asks of the store reports. */
export function storeParameters({ options, storeIds, window, asOfUs }: StoreCase): Parameters {
  return {
    as_of: timestampText(asOfUs),
    clock: null,
    latest_at: null,
    window_start: timestampText(window.startUs),
    window_end: timestampText(window.endUs),
    day: null,
    default_tz: options.defaultZone,
    stores: storeIds,
    all_stores: true,
    missing_day: options.missingDay,
    snap_midnight: options.snapMidnight,
    policy: options.policy,
    before_first: options.beforeFirst,
    max_gap_us: options.maxGapUs,
  };
}

export async function fillEvents(engine: Engine, { events }: EventCase): Promise<void> {
  await fillTable(
    engine,
    'events',
    events.map((event) => [event.userId, event.eventType, timestampText(event.atUs), null, 1]),
  );
}

/** What a random case asks of the event reports. */
export function eventParameters({ options }: EventCase): Parameters {
  return {
    window_start: timestampText(options.windowStartUs),
    window_end: timestampText(options.windowEndUs),
    as_of: timestampText(options.asOfUs),
    across_midnight: options.acrossMidnight,
    max_gap_us: options.maxGapUs,
  };
}

export async function fillOrders(engine: Engine, { events }: OrderWorld): Promise<void> {
  await fillTable(engine, 'order_events', events.map(orderRow));
}

/** What a random case asks of the reports on orders. */
export function orderParameters({ lifecycle, asOfUs }: OrderWorld): Parameters {
  return {
    ...lifecycleParameters(lifecycle),
    as_of: timestampText(asOfUs),
    wanted_statuses: null,
    wanted_user: null,
    since: null,
    until: null,
    tz: 'UTC',
  };
}

const orderRow = (event: OrderEvent) => [
  event.orderId,
  event.status,
  timestampText(event.atUs),
  event.userId,
  amountText(event.total),
  event.items,
  event.details,
  event.eventId,
  event.referenceId,
  event.origin,
  1,
];

/** An amount in ten-thousandths, as the engine writes it. */
export const amountText = (total: bigint | null) =>
  total === null
    ? null
    : `${total < 0n ? '-' : ''}${(total < 0n ? -total : total).toString().padStart(5, '0')}`.replace(
        /(\d{4})$/,
        '.$1',
      );
