import { DAY, instantWriter, MINUTE, type Micros, micros, SECOND } from './instants.ts';
import { LineFile } from './line-file.ts';
import { type ObservedTime, observedTime } from './observed-time.ts';
import { type Random, seededRandom } from './random.ts';

/** The last ping, and so what `--as-of latest` means; every size has a ping at this instant. */
const END = micros('2023-01-25T18:13:22Z');

/** The collector was silent for 39 hours: no ping of any store. */
const SILENCE = { from: micros('2023-01-22T14:53:00Z'), to: micros('2023-01-24T05:53:00Z') };

const INACTIVE_SHARE = 0.12;
/** A store that goes down stays down for five pings on average. */
const COMES_BACK = 0.2;
const GOES_DOWN = (COMES_BACK * INACTIVE_SHARE) / (1 - INACTIVE_SHARE);
/** Pings that never arrived. */
const MISSED = 0.03;
/** Pings that another one contradicts a few seconds later. */
const CONTRADICTED = 1 / 5000;
/** Pings on a whole second, which are otherwise as rare as one in a million. */
const WHOLE_SECOND = 1 / 1000;
/** How far a ping strays from its turn, in turns: under one half, so a store's pings keep order. */
const JITTER = 0.39;

/** What is to be made; about `pingsPerStore` for each store, over the days before the last ping. */
export interface PingShape {
  storeIds: readonly string[];
  pingsPerStore: number;
  days: number;
  seed: number;
}

interface Ping {
  at: Micros;
  store: number;
}

/**
 * Writes pings (store_id, status, timestamp_utc): the active ones in time order, then the inactive
 * ones in time order, as the public data set has them; no two of a store at one instant. Memory
 * holds the pings of two rounds, because the same sequence is worked out twice. Returns the rows.
 */
export function writePings(path: string, shape: PingShape): number {
  const file = new LineFile(path, 'store_id,status,timestamp_utc');
  for (const status of ['active', 'inactive'] as const) {
    const text = instantWriter(' ');
    for (const pings of new Collector(shape).batches(status === 'active')) {
      for (const { at, store } of pings) {
        file.write(`${shape.storeIds[store]},${status},${text(at)} UTC`);
      }
    }
  }
  file.close();
  return file.lines;
}

/** Asks every store once in each round, at the store's own phase of the round, give or take. */
class Collector {
  readonly #random: Random;
  readonly #time: ObservedTime;
  readonly #rounds: number;
  /** Observed microseconds between two pings of a store. */
  readonly #turn: number;
  readonly #phase: Float64Array;
  readonly #isActive: Uint8Array;

  constructor({ storeIds, pingsPerStore, days, seed }: PingShape) {
    this.#random = seededRandom(seed, 'pings');
    this.#time = observedTime(END - Math.round(days * DAY), END, SILENCE);
    this.#rounds = Math.round(pingsPerStore / (1 - MISSED));
    this.#turn = this.#time.length / this.#rounds;
    if (this.#turn < 5 * MINUTE) throw new Error('pings less than 5 minutes apart are not made');

    const random = this.#random;
    const length = storeIds.length;
    this.#phase = Float64Array.from({ length }, () => random.next());
    this.#isActive = Uint8Array.from({ length }, () => (random.chance(INACTIVE_SHARE) ? 0 : 1));
  }

  /** The pings of one status in time order, some at a time. */
  *batches(wantsActive: boolean): Generator<Ping[]> {
    let waiting: Ping[] = [];
    for (let round = 0; round < this.#rounds; round++) {
      this.#ask(round, (isActive, at, store) => {
        if (isActive === wantsActive) waiting.push({ at, store });
      });
      waiting.sort((one, other) => one.at - other.at || one.store - other.store);
      if (round + 1 === this.#rounds) break;
      // Later rounds do not reach back beyond this instant.
      const settled = this.#time.at((round + 0.6) * this.#turn);
      const count = waiting.findIndex((ping) => ping.at >= settled);
      if (count < 0) continue;
      yield waiting.slice(0, count);
      waiting = waiting.slice(count);
    }
    yield waiting;
  }

  /** What each store says in one round: nothing, one ping, or two that contradict each other. */
  #ask(round: number, hear: (isActive: boolean, at: Micros, store: number) => void): void {
    const random = this.#random;
    const isEnd = round + 1 === this.#rounds;
    for (let store = 0; store < this.#phase.length; store++) {
      const isActive = this.#nextStatus(store);
      const at = isEnd && store === 0 ? END : this.#instantOf(store, round);
      if (random.chance(MISSED) && at !== END) continue;
      hear(isActive, at, store);
      if (!random.chance(CONTRADICTED)) continue;
      const again = at + 2 * SECOND + random.below(7 * SECOND);
      if (this.#time.has(again)) hear(!isActive, again, store);
    }
  }

  #nextStatus(store: number): boolean {
    const wasActive = this.#isActive[store] === 1;
    const changes = this.#random.chance(wasActive ? GOES_DOWN : COMES_BACK);
    const isActive = wasActive !== changes;
    this.#isActive[store] = isActive ? 1 : 0;
    return isActive;
  }

  #instantOf(store: number, round: number): Micros {
    const stray = (2 * this.#random.next() - 1) * JITTER;
    const at = this.#time.at((round + (this.#phase[store] ?? 0) + stray) * this.#turn);
    return this.#random.chance(WHOLE_SECOND) ? at - (at % SECOND) : at;
  }
}
