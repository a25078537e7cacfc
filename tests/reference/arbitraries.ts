import fc from 'fast-check';
import type { EventOptions, UserEvent } from './event-reference.ts';
import { daysOnEnd, hoursRows } from './hours-arbitraries.ts';
import { localToUtc } from './local-time.ts';
import type { HoursRow, Ping, StoreOptions, StoreWorld, TimeWindow } from './store-types.ts';

const SECOND_US = 1_000_000n;
const MINUTE_US = 60n * SECOND_US;
const HOUR_US = 60n * MINUTE_US;
const DAY_US = 24n * HOUR_US;
const anyStatus = fc.constantFrom<Ping['status'][]>('active', 'inactive');
const WEEK_US = 7n * DAY_US;
/** A Monday. */
const FIRST_WEEK_US = 4n * DAY_US;
const ZONES = [
  'America/New_York',
  'Australia/Lord_Howe',
  'America/Sao_Paulo',
  'Asia/Kolkata',
  'UTC',
];
const CHANGES = [
  { zone: 'America/New_York', date: '2023-03-12' },
  { zone: 'America/New_York', date: '2023-11-05' },
  { zone: 'Australia/Lord_Howe', date: '2023-04-02' },
  { zone: 'Australia/Lord_Howe', date: '2023-10-01' },
  { zone: 'America/Sao_Paulo', date: '2018-02-18' },
  { zone: 'America/Sao_Paulo', date: '2018-11-04' },
];

/** One random question to store-report; as_of lies after the window's start. */
export interface StoreCase {
  world: StoreWorld;
  options: StoreOptions;
  storeIds: string[];
  window: TimeWindow;
  asOfUs: bigint;
}

/** One random question to event-summary. */
export interface EventCase {
  events: UserEvent[];
  options: EventOptions;
}

interface Scene {
  changeZone: string;
  changeDate: string;
  window: TimeWindow;
  asOfUs: bigint;
}

/** Options of store-report; `maxGapUs` is null with assume-open, where it is a usage error. */
export const storeOptions: fc.Arbitrary<StoreOptions> = fc
  .record({
    policy: fc.constantFrom('assume-open', 'carry-forward', 'nearest'),
    beforeFirst: fc.constantFrom('unknown', 'active', 'inactive', 'backfill'),
    maxGapUs: fc.option(
      fc.oneof(fc.constantFrom(SECOND_US, 90n * MINUTE_US, DAY_US), micros(1n, 6n * HOUR_US)),
      { freq: 2 },
    ),
    missingDay: fc.constantFrom('closed', 'open'),
    snapMidnight: fc.boolean(),
    defaultZone: fc.constantFrom(...ZONES),
  })
  .map((options) => (options.policy === 'assume-open' ? { ...options, maxGapUs: null } : options));

/** One to three stores around a change of clocks, and a window that lies near it. */
export const storeCase: fc.Arbitrary<StoreCase> = scene().chain((around) =>
  fc
    .record({
      stores: fc.array(store(around), { minLength: 1, maxLength: 3 }),
      options: storeOptions,
    })
    .map(({ stores, options }) => {
      const named = stores.map((each, index) => ({ ...each, storeId: `store-${index + 1}` }));
      const world = {
        pings: named.flatMap(({ storeId, pings }) => pings.map((ping) => ({ ...ping, storeId }))),
        hours: named.flatMap(({ storeId, hours }) => hours.map((row) => ({ ...row, storeId }))),
        zones: named.flatMap(({ storeId, zone }) => (zone === null ? [] : [{ storeId, zone }])),
      };
      const storeIds = named.map(({ storeId }) => storeId);
      return { world, options, storeIds, window: around.window, asOfUs: around.asOfUs };
    }),
);

/** Events of few users and types over three days, many at one instant, no row twice. */
export const eventCase: fc.Arbitrary<EventCase> = fc
  .constantFrom('2023-03-12', '2024-10-15')
  .chain((date) => {
    const windowStartUs = localToUtc(date, 0, 'UTC');
    const windowEndUs = windowStartUs + DAY_US;
    const at = fc
      .oneof(
        {
          weight: 4,
          arbitrary: fc.integer({ min: -12, max: 24 }).map((n) => BigInt(n) * 2n * HOUR_US),
        },
        { weight: 2, arbitrary: micros(-DAY_US, 2n * DAY_US) },
        { weight: 1, arbitrary: fc.constantFrom(-1n, 0n, 1n, DAY_US - 1n, DAY_US, DAY_US + 1n) },
      )
      .map((offsetUs) => windowStartUs + offsetUs);
    const event = fc.record({
      userId: fc.constantFrom('user1', 'user2', '9007199254740993'),
      eventType: fc.constantFrom('ordered', 'viewed'),
      atUs: at,
    });
    return fc.record({
      events: fc.uniqueArray(event, {
        maxLength: 40,
        size: 'max',
        selector: ({ userId, eventType, atUs }) => `${userId} ${eventType} ${atUs}`,
      }),
      options: fc.record({
        windowStartUs: fc.constant(windowStartUs),
        windowEndUs: fc.constant(windowEndUs),
        asOfUs: fc.oneof(fc.constant(windowEndUs), at),
        acrossMidnight: fc.constantFrom('within', 'carry', 'clip'),
        maxGapUs: fc.option(
          fc.oneof(fc.constantFrom(2n * HOUR_US, 6n * HOUR_US), micros(1n, DAY_US)),
          { freq: 2 },
        ),
      }),
    });
  });

function scene(): fc.Arbitrary<Scene> {
  return fc
    .record({
      change: fc.constantFrom(...CHANGES),
      afterChangeUs: fc.oneof(
        fc.integer({ min: -24, max: 7 * 24 }).map((hours) => BigInt(hours) * HOUR_US),
        micros(-DAY_US, 7n * DAY_US),
      ),
      lengthUs: fc.oneof(fc.constantFrom(HOUR_US, DAY_US, 7n * DAY_US), micros(1n, 3n * DAY_US)),
      asOfAfterEndUs: fc.oneof(fc.constant(0n), micros(-HOUR_US, DAY_US)),
    })
    .map(({ change, afterChangeUs, lengthUs, asOfAfterEndUs }) => {
      const endUs = localToUtc(change.date, 0, change.zone) + afterChangeUs;
      const startUs = endUs - lengthUs;
      const asOfUs = endUs + asOfAfterEndUs;
      return {
        changeZone: change.zone,
        changeDate: change.date,
        window: { startUs, endUs },
        asOfUs: asOfUs > startUs ? asOfUs : endUs,
      };
    });
}

function store(around: Scene) {
  const zone = fc.oneof(
    { weight: 3, arbitrary: fc.constant(around.changeZone) },
    { weight: 2, arbitrary: fc.constantFrom(...ZONES, null) },
  );
  const any = fc.record({ zone, hours: hoursRows }).chain((given) =>
    fc.record({
      zone: fc.constant(given.zone),
      hours: fc.constant(given.hours),
      pings: pings(around, given.hours, given.zone ?? 'UTC'),
    }),
  );
  const seldomPinged = fc.record({ zone, hours: daysOnEnd, pings: fewPings(around) });
  return fc.oneof({ weight: 2, arbitrary: any }, { weight: 1, arbitrary: seldomPinged });
}

/** A ping in the week before that of the window, one that says otherwise in it, perhaps others. */
function fewPings({ window: { startUs, endUs } }: Scene) {
  const weekStartUs = weekStart(startUs - DAY_US);
  const before = micros(weekStartUs - DAY_US, weekStartUs - 1n);
  const inside = micros(startUs, endUs < startUs + DAY_US ? endUs : startUs + DAY_US);
  return fc
    .record({
      first: fc.record({ atUs: before, status: anyStatus }),
      insideUs: inside,
      others: fc.oneof(
        fc.constant([]),
        pingsAt(fc.oneof(before, micros(weekStartUs, startUs), inside), 2),
      ),
    })
    .map(({ first, insideUs, others }) => {
      const status: Ping['status'] = first.status === 'active' ? 'inactive' : 'active';
      const all = [first, { atUs: insideUs, status }, ...others];
      return [...new Map(all.map((ping) => [ping.atUs, ping])).values()];
    });
}

function pings(around: Scene, hours: Omit<HoursRow, 'storeId'>[], zone: string) {
  const { startUs, endUs } = around.window;
  const edges = hours.flatMap(({ opens, closes }) => [opens, closes]);
  const nearEdge = fc
    .record({
      clock: fc.constantFrom(...edges, '00:00:00'),
      days: fc.integer({ min: -7, max: 7 }),
      offsetUs: fc.constantFrom(0n, 0n, 0n, -1n, 1n, -30n * SECOND_US, 30n * SECOND_US, MINUTE_US),
    })
    .map(({ clock, days, offsetUs }) => {
      const [h = 0, m = 0, s = 0] = clock.split(':').map(Number);
      const seconds = days * 86_400 + h * 3600 + m * 60 + s;
      return localToUtc(around.changeDate, seconds, zone) + offsetUs;
    });
  const nearBounds = fc
    .record({
      bound: fc.constantFrom(startUs, endUs, around.asOfUs),
      offsetUs: fc.oneof(fc.constantFrom(-1n, 0n, 1n), micros(-2n * HOUR_US, 2n * HOUR_US)),
    })
    .map(({ bound, offsetUs }) => bound + offsetUs);
  const weekStartUs = weekStart(startUs - DAY_US);
  const nearWeekStart = fc.oneof(
    micros(weekStartUs - 3n * DAY_US, startUs),
    fc.constantFrom(-1n, 0n, 1n).map((offsetUs) => weekStartUs + offsetUs),
  );
  const mixed = fc.oneof(
    { weight: 4, arbitrary: nearEdge },
    { weight: 3, arbitrary: micros(startUs - HOUR_US, endUs + HOUR_US) },
    { weight: 2, arbitrary: nearBounds },
    { weight: 1, arbitrary: nearWeekStart },
    { weight: 1, arbitrary: micros(startUs - 20n * DAY_US, startUs) },
    { weight: 1, arbitrary: micros(startUs - 200n * DAY_US, startUs - 30n * DAY_US) },
  );
  return pingsAt(mixed, 14);
}

function pingsAt(at: fc.Arbitrary<bigint>, maxLength: number) {
  const ping: fc.Arbitrary<Omit<Ping, 'storeId'>> = fc.record({ atUs: at, status: anyStatus });
  return fc.uniqueArray(ping, { maxLength, size: 'max', selector: ({ atUs }) => atUs });
}

/** When the week of an instant began, on Monday in UTC. */
function weekStart(us: bigint): bigint {
  return us - ((us - FIRST_WEEK_US) % WEEK_US);
}

/** Any microsecond of the range, as often as not a whole minute. */
function micros(min: bigint, max: bigint): fc.Arbitrary<bigint> {
  const any = fc.bigInt({ min, max });
  return fc.oneof(
    any,
    any.map((us) => {
      const wholeMinutes = us - (us % MINUTE_US);
      return wholeMinutes < min ? us : wholeMinutes;
    }),
  );
}
