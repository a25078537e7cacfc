import fc from 'fast-check';
import type { Deadline, Lifecycle, LifecycleStatus } from '../../src/lifecycle/lifecycle.ts';
import { localToUtc } from './local-time.ts';
import type { OrderEvent, OrderWorld, WideRow } from './order-types.ts';

const SECOND_US = 1_000_000n;
const DAY_US = 86_400n * SECOND_US;
/** A midnight in UTC, so that events lie on two days. */
const BASE_US = localToUtc('2024-10-16', 0, 'UTC');
const ORDERS = ['o-1', 'o-2', 'o-10', 'O-3'];

/** Versions of the rows of one wide table. */
export interface WideCase {
  lifecycle: Lifecycle;
  versions: WideRow[];
}

/** One to four orders with events at few instants, and a lifecycle that fits them badly. */
export const orderCase: fc.Arbitrary<OrderWorld> = lifecycles().chain((lifecycle) =>
  fc.integer({ min: 1, max: ORDERS.length }).chain((orders) =>
    fc.record({
      lifecycle: fc.constant(lifecycle),
      events: fc.uniqueArray(event(ORDERS.slice(0, orders), namesOf(lifecycle)), {
        minLength: 1,
        maxLength: 24,
        size: 'max',
        selector: tupleText,
      }),
      asOfUs: asOf(),
    }),
  ),
);

/** Wide rows of few orders from a few loads, many of them changed from one load to the next. */
export const wideCase: fc.Arbitrary<WideCase> = lifecycles().chain((lifecycle) =>
  fc.record({
    lifecycle: fc.constant(lifecycle),
    versions: fc.uniqueArray(wideRow(lifecycle), {
      maxLength: 8,
      size: 'max',
      // two rows with the same status in one load would leave open which one counts
      selector: ({ orderId, load, status }) => `${orderId} ${load} ${status}`,
    }),
  }),
);

/** In the order of bytes: AB, A_B, PAID, Z, a, b. No dictionary has them so. */
const statusNames = ['b', 'A_B', 'a', 'AB', 'Z', 'PAID'];

function lifecycles(): fc.Arbitrary<Lifecycle> {
  return fc.integer({ min: 2, max: 6 }).chain((count) => {
    const names = statusNames.slice(0, count);
    const someName = fc.constantFrom(...names);
    return fc.record({
      name: fc.constant('random'),
      statuses: statuses(names),
      ignore: fc.constant([]),
      funnel: fc.shuffledSubarray(names),
      deadlines: fc
        .array(deadline(names), { maxLength: 2 })
        .map((all) => all.map((each, index) => ({ ...each, name: `D${index}` }))),
      processing: fc.option(fc.record({ from: someName, to: someName }), { nil: undefined }),
      maxStatusChanges: fc.integer({ min: 1, max: 4 }),
    });
  });
}

function statuses(names: string[]): fc.Arbitrary<LifecycleStatus[]> {
  // names are shuffled so that lifecycle order is not the order of the alphabet
  return fc
    .record({
      inOrder: fc.shuffledSubarray(names, { minLength: names.length }),
      initial: fc.subarray(names, { minLength: 1 }),
    })
    .chain(({ inOrder, initial }) =>
      fc.tuple(...inOrder.map((name) => status(name, names, initial.includes(name)))),
    );
}

function status(name: string, names: string[], isInitial: boolean) {
  const others = names.filter((other) => other !== name);
  return fc
    .record({
      outcome: fc.constantFrom('success', 'failure', 'neither', 'neither'),
      next: fc.oneof(
        { weight: 4, arbitrary: fc.subarray(names, { minLength: 1 }) },
        { weight: 2, arbitrary: fc.constant([]) },
        { weight: 2, arbitrary: fc.constant(undefined) },
      ),
      requires: fc.oneof(
        { weight: 3, arbitrary: fc.constant([]) },
        { weight: 2, arbitrary: fc.subarray(others, { maxLength: Math.min(2, others.length) }) },
      ),
      stuckAfterUs: fc.option(lengthUs(), { nil: undefined }),
      hasColumn: fc.boolean(),
    })
    .map(
      ({ outcome, hasColumn, ...rest }): LifecycleStatus => ({
        name,
        aliases: [],
        isInitial,
        isSuccess: outcome === 'success',
        isFailure: outcome === 'failure',
        column: hasColumn ? `${name.toLowerCase()}_at` : undefined,
        ...rest,
      }),
    );
}

function deadline(names: string[]): fc.Arbitrary<Omit<Deadline, 'name'>> {
  return fc.record({
    after: fc.constantFrom(...names),
    anyOf: fc.shuffledSubarray(names, { minLength: 1, maxLength: 2 }),
    withinUs: lengthUs(),
  });
}

function lengthUs(): fc.Arbitrary<bigint> {
  return fc.constantFrom(1n, 999_999n, SECOND_US, SECOND_US + 1n, 2n * SECOND_US, 4_250_000n);
}

function event(orderIds: string[], names: string[]): fc.Arbitrary<OrderEvent> {
  return fc.record({
    orderId: fc.constantFrom(...orderIds),
    status: fc.constantFrom(...names),
    atUs: instant(),
    ...contents(),
    details: fc.constantFrom(null, 'Late', 'late', 'no stock'),
    eventId: fc.constantFrom(null, null, 'e-1', 'e-2'),
    referenceId: fc.constantFrom(null, null, 'p-1', 'p-2'),
    origin: fc.constantFrom<OrderEvent['origin'][]>('event', 'event', 'event', 'time', 'status'),
  });
}

function contents() {
  return {
    userId: fc.constantFrom(null, 'u-1', 'u-2'),
    total: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(null, 125_000n) },
      { weight: 1, arbitrary: fc.constantFrom(0n, 5n, 99_999n, 123_450n, 1_000_000n, -5_000n) },
    ),
    items: fc.constantFrom(null, '[{"sku":"A"}]', '[]'),
  };
}

function tupleText({ atUs, total, ...rest }: OrderEvent): string {
  return JSON.stringify([`${atUs}`, total === null ? null : `${total}`, rest]);
}

function wideRow(lifecycle: Lifecycle): fc.Arbitrary<WideRow> {
  const withColumn = lifecycle.statuses.filter(({ column }) => column !== undefined);
  return fc.subarray(withColumn).chain((filled) =>
    fc.record({
      orderId: fc.constantFrom(...ORDERS.slice(0, 3)),
      status: fc.constantFrom(...namesOf(lifecycle)),
      ...contents(),
      times: fc.tuple(
        ...filled.map(({ name }) => instant().map((atUs) => ({ status: name, atUs }))),
      ),
      updatedUs: filled.length === 0 ? instant() : fc.option(instant()),
      load: fc.integer({ min: 1, max: 3 }),
    }),
  );
}

function namesOf(lifecycle: Lifecycle): string[] {
  return lifecycle.statuses.map(({ name }) => name);
}

/** Mostly whole seconds around the base, so that many are equal; often a microsecond off. */
function instant(): fc.Arbitrary<bigint> {
  return fc
    .record({
      seconds: fc.integer({ min: -3, max: 3 }),
      offsetUs: fc.constantFrom(0n, 0n, 0n, 0n, -1n, 1n, 250_000n, 123_456n),
    })
    .map(({ seconds, offsetUs }) => BASE_US + BigInt(seconds) * SECOND_US + offsetUs);
}

function asOf(): fc.Arbitrary<bigint> {
  return fc.oneof(
    { weight: 3, arbitrary: instant() },
    { weight: 4, arbitrary: instant().map((atUs) => atUs + 6n * SECOND_US) },
    { weight: 1, arbitrary: fc.constantFrom(BASE_US - DAY_US, BASE_US + DAY_US + 1n) },
  );
}
