import { createReadStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'csv-parse';
import { stringify } from 'csv-stringify/sync';
import { DateTime, Settings } from 'luxon';
import {
  datesUntil,
  type HoursRow,
  type Period,
  type Ping,
  storePeriods,
} from './store-periods.ts';

/**
 * Store uptime with luxon, one store at a time: what `ordstat store-report --policy assume-open`
 * answers. `npx tsx bench/baseline/store-loop.ts --data DIR --as-of TIME --out FILE` reads
 * store_status.csv, store_hours.csv and timezones.csv of DIR; `--stores N` reports on the first N
 * stores only.
 */
const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '.' },
    'as-of': { type: 'string' },
    out: { type: 'string' },
    stores: { type: 'string', default: 'Infinity' },
  },
});
if (!values['as-of'] || !values.out) throw new Error('--as-of TIME and --out FILE are needed');
Settings.throwOnInvalid = true;
const asOf = DateTime.fromISO(values['as-of'], { zone: 'utc' });

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const endMs = asOf.toMillis();
const windows = [
  { name: 'hour_minutes', startMs: endMs - HOUR_MS, unitMs: MINUTE_MS },
  { name: 'day_hours', startMs: endMs - 24 * HOUR_MS, unitMs: HOUR_MS },
  { name: 'week_hours', startMs: endMs - 7 * 24 * HOUR_MS, unitMs: HOUR_MS },
];

const pings = new Map<string, Ping[]>();
for await (const row of rows<'status' | 'timestamp_utc'>('store_status.csv')) {
  // A million instants in UTC: Date reads them, many times faster than luxon.
  const atMs = Date.parse(row.timestamp_utc.replace(' UTC', 'Z').replace(' ', 'T'));
  if (atMs <= endMs) append(pings, row.store_id, { atMs, isUp: row.status === 'active' });
}
const hours = new Map<string, HoursRow[]>();
for await (const row of rows<keyof HoursRow>('store_hours.csv')) append(hours, row.store_id, row);
const zones = new Map<string, string>();
for await (const row of rows<'timezone_str'>('timezones.csv')) {
  zones.set(row.store_id, row.timezone_str);
}

const dates = datesUntil(asOf);
const lines = [['store_id', ...columns('uptime'), ...columns('downtime')]];
for (const storeId of [...pings.keys()].sort().slice(0, Number(values.stores))) {
  const zone = zones.get(storeId) ?? 'UTC';
  const periods = storePeriods(hours.get(storeId), pings.get(storeId) ?? [], zone, dates);
  const totals = windows.map(({ startMs, unitMs }) => totalsSince(startMs, unitMs, periods));
  const cells = [...totals.map(({ up }) => up), ...totals.map(({ down }) => down)];
  lines.push([storeId, ...cells.map((cell) => cell.toFixed(4))]);
}
writeFileSync(values.out, stringify(lines));

function rows<Column extends string>(
  name: string,
): AsyncIterable<Record<Column | 'store_id', string>> {
  return createReadStream(join(values.data, name)).pipe(parse({ columns: true }));
}

function append<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

function columns(kind: string): string[] {
  return windows.map(({ name }) => `${kind}_last_${name}`);
}

/** Time up and down from an instant to as_of, in units, rounded so that they add up. */
function totalsSince(startMs: number, unitMs: number, periods: readonly Period[]) {
  let [upMs, openMs] = [0, 0];
  for (const period of periods) {
    const insideMs = Math.min(period.endMs, endMs) - Math.max(period.startMs, startMs);
    if (insideMs <= 0) continue;
    openMs += insideMs;
    if (period.isUp) upMs += insideMs;
  }
  const rounded = (ms: number) => Math.round((ms / unitMs) * 1e4) / 1e4;
  return { up: rounded(upMs), down: rounded(openMs) - rounded(upMs) };
}
