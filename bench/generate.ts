import { existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { writeEvents } from './events.ts';
import { writeHours } from './hours.ts';
import { writeOrderEvents } from './order-events.ts';
import { writePings } from './pings.ts';
import { seededRandom } from './random.ts';
import { inventStores, readStores, type Stores } from './stores.ts';
import { writeZones } from './zones.ts';

/**
 * Makes a data set of the shape and size of the public store-monitoring set: the same arguments
 * give the same bytes on every machine. `npx tsx bench/generate.ts --out DIR` invents everything;
 * with `--hours FILE --zones FILE` the stores are those of two files that exist, which DIR then
 * links to, so that DIR is complete either way.
 */
const OPTIONS = {
  out: { type: 'string' },
  hours: { type: 'string' },
  zones: { type: 'string' },
  stores: { type: 'string', default: '14092' },
  'pings-per-store': { type: 'string', default: '131' },
  days: { type: 'string', default: '7.7' },
  events: { type: 'string', default: '0' },
  orders: { type: 'string', default: '0' },
  seed: { type: 'string', default: '1' },
} as const;

const { values } = parseArgs({ options: OPTIONS });
if (values.out === undefined) throw new Error('--out DIR is needed');
if ((values.hours === undefined) !== (values.zones === undefined)) {
  throw new Error('--hours and --zones go together');
}

const out = values.out;
const seed = numberOf('seed');
mkdirSync(out, { recursive: true });

const stores = values.hours && values.zones ? linked(values.hours, values.zones) : invented();
const storeIds = stores.pinged;
const pingsPerStore = numberOf('pings-per-store');
tell('store_status.csv', (path) =>
  writePings(path, { storeIds, pingsPerStore, days: numberOf('days'), seed }),
);
// What an earlier run left behind would be measured as if it belonged to this one.
rmSync(join(out, 'events.csv'), { force: true });
const events = numberOf('events');
if (events > 0) tell('events.csv', (path) => writeEvents(path, events, seed));
rmSync(join(out, 'order_events.csv'), { force: true });
const orders = numberOf('orders');
if (orders > 0) tell('order_events.csv', (path) => writeOrderEvents(path, orders, seed));

function linked(hours: string, zones: string): Stores {
  link(hours, 'store_hours.csv');
  link(zones, 'timezones.csv');
  return readStores(hours, zones, numberOf('stores'), seededRandom(seed, 'stores'));
}

function invented(): Stores {
  const made = inventStores(numberOf('stores'), seededRandom(seed, 'stores'));
  tell('store_hours.csv', (path) => writeHours(path, made.withHours, seededRandom(seed, 'hours')));
  tell('timezones.csv', (path) => writeZones(path, made.withZone, seededRandom(seed, 'zones')));
  return made;
}

function link(file: string, name: string): void {
  if (!existsSync(file)) throw new Error(`${file}: no such file`);
  const path = join(out, name);
  if (resolve(file) === resolve(path)) return;
  rmSync(path, { force: true });
  symlinkSync(resolve(file), path);
}

/** Removes the old file first: it may be a link to one that is not ours to overwrite. */
function tell(name: string, write: (path: string) => number): void {
  const path = join(out, name);
  rmSync(path, { force: true });
  process.stdout.write(`${path}: ${write(path).toLocaleString('en')} rows\n`);
}

function numberOf(option: Exclude<keyof typeof OPTIONS, 'out' | 'hours' | 'zones'>): number {
  const value = Number(values[option]);
  if (!Number.isFinite(value) || value < 0) throw new Error(`--${option} needs a number`);
  return value;
}
