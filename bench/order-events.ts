import { DAY, instantWriter, micros } from './instants.ts';
import { LineFile } from './line-file.ts';
import { type Random, seededRandom, type Weighted } from './random.ts';

const START = micros('2023-01-22T00:00:00Z');
const DAYS = 3;
const SECOND = 1_000_000;

/** Ways that orders go, with the statuses after CREATED; most go all the way. */
const WAYS: readonly Weighted<readonly string[]>[] = [
  [['INVENTORY_RESERVED', 'PAYMENT_AUTHORIZED', 'SHIPPING_SCHEDULED', 'COMPLETED'], 80],
  [['INVENTORY_RESERVED', 'PAYMENT_FAILED', 'PAYMENT_AUTHORIZED', 'SHIPPING_SCHEDULED'], 8],
  [['INVENTORY_REJECTED', 'CANCELLED'], 6],
  [['PAYMENT_AUTHORIZED', 'COMPLETED'], 2],
  [[], 4],
];

/**
 * Writes the events of `orders` orders over three days, in the order of the orders' first events:
 * about 4.7 events an order, whole seconds, so that some events of an order share one. Returns the
 * number of rows.
 */
export function writeOrderEvents(path: string, orders: number, seed: number): number {
  const random = seededRandom(seed, 'order-events');
  const step = (DAYS * DAY) / orders;
  const text = instantWriter('T');
  const header = 'order_id,status,timestamp,user_id,total,payment_id,reason';
  const file = new LineFile(path, header);
  for (let order = 0; order < orders; order++) {
    const id = `ord-${String(random.below(2 ** 31)).padStart(10, '0')}-${order}`;
    let at = secondOf(START + order * step);
    const total = (random.below(50_000) / 100).toFixed(2);
    file.write(`${id},CREATED,${text(at)}Z,u${random.below(orders)},${total},,`);
    for (const status of random.weighted(WAYS)) {
      at = secondOf(at + random.next() * 600 * SECOND);
      file.write(`${id},${status},${text(at)}Z,,${detailsOf(status, order, random)}`);
    }
  }
  file.close();
  return file.lines;
}

const secondOf = (us: number) => us - (us % SECOND);

/** Total, payment and reason of an event. */
function detailsOf(status: string, order: number, random: Random): string {
  if (status === 'PAYMENT_AUTHORIZED') return `,p-${order},`;
  const isFailure = status === 'PAYMENT_FAILED' || status === 'CANCELLED';
  return isFailure ? `,,reason ${random.below(5)}` : ',,';
}
