import { DAY, instantWriter, micros } from './instants.ts';
import { LineFile } from './line-file.ts';
import { seededRandom, type Weighted } from './random.ts';

const START = micros('2023-01-22T00:00:00Z');
const DAYS = 3;
const EVENTS_PER_USER = 50;
const TYPES: readonly Weighted<string>[] = [
  ['viewed', 40],
  ['searched', 25],
  ['added', 15],
  ['removed', 5],
  ['ordered', 10],
  ['paid', 5],
];

/**
 * Writes a log of `count` events (user_id, event_type, timestamp) over three days, in time order,
 * no two at one instant; some users are much busier than others. Returns the number of rows.
 */
export function writeEvents(path: string, count: number, seed: number): number {
  const random = seededRandom(seed, 'events');
  const users = Math.max(1, Math.round(count / EVENTS_PER_USER));
  const step = (DAYS * DAY) / count;
  const text = instantWriter('T');
  const file = new LineFile(path, 'user_id,event_type,timestamp');
  for (let index = 0; index < count; index++) {
    const at = Math.floor(START + (index + random.next() * 0.9) * step);
    const user = Math.floor(users * random.next() ** 1.5) + 1;
    file.write(`user${user},${random.weighted(TYPES)},${text(at)}Z`);
  }
  file.close();
  return file.lines;
}
