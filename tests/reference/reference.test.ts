import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { storeCase } from './arbitraries.ts';
import { localToUtc } from './local-time.ts';
import { statusTotals, storePeriods } from './store-reference.ts';
import type { HoursRow, Ping, StoreOptions, StoreWorld, TimeWindow } from './store-types.ts';

const ZONE = 'America/New_York';
const MINUTE_US = 60_000_000n;
const DEFAULTS: StoreOptions = {
  policy: 'assume-open',
  beforeFirst: 'unknown',
  maxGapUs: null,
  missingDay: 'closed',
  snapMidnight: false,
  defaultZone: 'UTC',
};
const CARRY = { policy: 'carry-forward' } as const;
const MAX_GAP = { maxGapUs: 90n * MINUTE_US };

/** `2024-10-15 12:30` in New York. */
function at(local: string): bigint {
  const [date = '', clock = '00:00'] = local.split(' ');
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return localToUtc(date, hours * 3600 + minutes * 60, ZONE);
}

function between(from: string, to: string): TimeWindow {
  return { startUs: at(from), endUs: at(to) };
}

/** One store; hours as `09:00-12:00`, the same every day; pings as `2024-10-15 10:14 active`. */
function worldOf(hours: string[], pings: string[]): StoreWorld {
  const everyDay = [0, 1, 2, 3, 4, 5, 6].flatMap((dayOfWeek) =>
    hours.map((row): HoursRow => {
      const [opens, closes] = row.split('-').map((clock) => `${clock}:00`);
      return { storeId: 's', dayOfWeek, opens: opens ?? '', closes: closes ?? '' };
    }),
  );
  return {
    hours: everyDay,
    pings: pings.map((text) => ({
      storeId: 's',
      atUs: at(text.slice(0, 16)),
      status: text.slice(17) as Ping['status'],
    })),
    zones: [{ storeId: 's', zone: ZONE }],
  };
}

/** Minutes up / down / unknown / open, as of the window's end. */
function minutes(world: StoreWorld, options: Partial<StoreOptions>, window: TimeWindow): string {
  const totals = statusTotals(world, { ...DEFAULTS, ...options }, 's', window, window.endUs);
  const { upUs, downUs, unknownUs, openUs } = totals;
  return [upUs, downUs, unknownUs, openUs].map((us) => Number(us) / Number(MINUTE_US)).join(' / ');
}

describe('DESIGN section 6, the seed example', () => {
  const pings = ['12:30 inactive', '13:00 active', '15:00 inactive'];
  const world = worldOf(
    ['11:30-15:59', '20:00-23:59'],
    pings.map((ping) => `2024-10-15 ${ping}`),
  );
  const day = between('2024-10-15', '2024-10-16');

  test.each([
    ['assume-open', {}, '419 / 89 / 0 / 508'],
    ['carry-forward', CARRY, '120 / 328 / 60 / 508'],
    ['backfill', { ...CARRY, beforeFirst: 'backfill' as const }, '120 / 388 / 0 / 508'],
    ['max-gap', { ...CARRY, ...MAX_GAP }, '90 / 89 / 329 / 508'],
    ['nearest', { policy: 'nearest' as const }, '75 / 433 / 0 / 508'],
    ['snap-midnight', { snapMidnight: true }, '420 / 89 / 0 / 509'],
  ])('%s', (_, options, expected) => {
    expect(minutes(world, options, day)).toBe(expected);
  });

  test('last hour', () => {
    expect(minutes(world, {}, between('2024-10-15 23:00', '2024-10-16'))).toBe('59 / 0 / 0 / 59');
  });

  test('store-periods', () => {
    const periods = storePeriods(world, DEFAULTS, 's', day, day.endUs);
    const expected = [
      ['11:30', '11:30', '12:30', 'active'],
      ['11:30', '12:30', '13:00', 'inactive'],
      ['11:30', '13:00', '15:00', 'active'],
      ['11:30', '15:00', '15:59', 'inactive'],
      ['20:00', '20:00', '23:59', 'active'],
    ].map(([opens, starts, ends, status]) => ({
      shiftOpensUs: at(`2024-10-15 ${opens}`),
      startsUs: at(`2024-10-15 ${starts}`),
      endsUs: at(`2024-10-15 ${ends}`),
      status,
    }));
    expect(periods).toEqual(expected);
  });
});

describe('DESIGN section 6, more', () => {
  const day = between('2024-10-15', '2024-10-16');
  const noon = between('2024-10-15 12:00', '2024-10-16 12:00');
  const spring = between('2023-03-12', '2023-03-13');
  const hourly = Array.from(
    { length: 8 },
    (_, index) => `2024-10-15 ${String(9 + index).padStart(2, '0')}:30 active`,
  );
  const morning = worldOf(
    ['09:00-12:00'],
    ['2024-10-15 10:14 active', '2024-10-15 11:15 inactive'],
  );
  const office = worldOf(
    ['09:00-17:00'],
    ['2024-10-15 08:30 inactive', ...hourly, '2024-10-15 17:30 inactive'],
  );
  const silent = worldOf(['09:00-17:00'], hourly.slice(0, 2));
  const nearlyAlways = worldOf(['00:00-23:59'], ['2024-10-15 22:00 inactive']);

  test.each([
    ['morning, assume-open', morning, {}, day, '135 / 45 / 0 / 180'],
    ['morning, carry-forward', morning, CARRY, day, '61 / 45 / 74 / 180'],
    ['office, assume-open', office, {}, day, '480 / 0 / 0 / 480'],
    ['office, carry-forward', office, CARRY, day, '450 / 30 / 0 / 480'],
    ['silence', silent, { ...CARRY, ...MAX_GAP }, day, '150 / 0 / 330 / 480'],
    ['spring forward', worldOf(['00:00-06:00'], []), {}, spring, '300 / 0 / 0 / 300'],
    ['inside the gap', worldOf(['02:30-03:10'], []), {}, spring, '0 / 0 / 0 / 0'],
    ['overnight', worldOf(['22:00-02:00'], []), {}, noon, '240 / 0 / 0 / 240'],
    ['00:00-23:59', nearlyAlways, {}, noon, '600 / 839 / 0 / 1439'],
  ])('%s', (_, world, options, window, expected) => {
    expect(minutes(world, options, window)).toBe(expected);
  });

  test('silence is 30 minutes before the first ping and 300 after 12:00', () => {
    const options = { ...DEFAULTS, ...CARRY, ...MAX_GAP };
    const periods = storePeriods(silent, options, 's', day, day.endUs);
    expect(periods.map(({ startsUs, endsUs, status }) => [startsUs, endsUs, status])).toEqual([
      [at('2024-10-15 09:00'), at('2024-10-15 09:30'), 'unknown'],
      [at('2024-10-15 09:30'), at('2024-10-15 12:00'), 'active'],
      [at('2024-10-15 12:00'), at('2024-10-15 17:00'), 'unknown'],
    ]);
  });
});

describe('what DESIGN leaves open, as decided', () => {
  const day = between('2024-10-15', '2024-10-16');
  const shortBreak = ['09:00-12:00', '12:01-17:00'];

  test.each([
    ['a break of a minute does not reopen', shortBreak, ['11:00 inactive'], '120 / 359 / 0 / 479'],
    ['a longer one does', ['09:00-12:00', '12:02-17:00'], ['11:00 inactive'], '418 / 60 / 0 / 478'],
    ['a ping in a short break is ignored', shortBreak, ['12:00 inactive'], '479 / 0 / 0 / 479'],
    ['a ping at the opening is inside', ['09:00-10:00'], ['09:00 inactive'], '0 / 60 / 0 / 60'],
    ['a ping at the close is outside', ['09:00-10:00'], ['10:00 inactive'], '60 / 0 / 0 / 60'],
  ])('%s', (_, hours, pings, expected) => {
    const world = worldOf(
      hours,
      pings.map((ping) => `2024-10-15 ${ping}`),
    );
    expect(minutes(world, {}, day)).toBe(expected);
  });

  test.each([
    ['24x7', [], '0 / 1440 / 0 / 1440'],
    ['never closing but for a minute', ['00:00-23:59'], '0 / 1439 / 0 / 1439'],
    ['closing', ['00:00-23:58'], '1438 / 0 / 0 / 1438'],
  ])('a months-old ping and %s', (_, hours, expected) => {
    expect(minutes(worldOf(hours, ['2024-03-01 10:00 inactive']), {}, day)).toBe(expected);
  });

  test('nearest: of an odd number of microseconds the earlier ping gets the middle one', () => {
    const startUs = day.startUs;
    const pings: Ping[] = [
      { storeId: 's', atUs: startUs, status: 'active' },
      { storeId: 's', atUs: startUs + 3n, status: 'inactive' },
    ];
    const options = { ...DEFAULTS, policy: 'nearest' } as const;
    const window = { startUs, endUs: startUs + 4n };
    const totals = statusTotals({ ...worldOf([], []), pings }, options, 's', window, day.endUs);
    expect(totals).toEqual({ upUs: 2n, downUs: 2n, unknownUs: 0n, openUs: 4n });
  });
});

test('up + down + unknown = open <= window, and the periods say the same', () => {
  fc.assert(
    fc.property(storeCase, ({ world, options, storeIds, window, asOfUs }) => {
      for (const storeId of storeIds) {
        const totals = statusTotals(world, options, storeId, window, asOfUs);
        const periods = storePeriods(world, options, storeId, window, asOfUs);
        const openUs = periods.reduce((sum, each) => sum + each.endsUs - each.startsUs, 0n);
        expect(totals.upUs + totals.downUs + totals.unknownUs).toBe(totals.openUs);
        expect(totals.openUs).toBe(openUs);
        expect(openUs <= window.endUs - window.startUs).toBe(true);
      }
    }),
  );
});
