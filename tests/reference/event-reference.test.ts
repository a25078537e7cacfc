import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eventCase } from './arbitraries.ts';
import { eventGaps } from './event-reference.ts';
import { localToUtc } from './local-time.ts';

describe('DESIGN section 5', () => {
  const eventAt = (userId: string, clock: string) => ({
    userId,
    eventType: 'ordered',
    atUs: localToUtc('2024-10-15', Number(clock) * 3600, 'UTC'),
  });

  test('the seed example', () => {
    const rows = eventGaps([eventAt('user1', '8'), eventAt('user2', '9'), eventAt('user1', '10')], {
      windowStartUs: localToUtc('2024-10-15', 0, 'UTC'),
      windowEndUs: localToUtc('2024-10-16', 0, 'UTC'),
      asOfUs: localToUtc('2024-10-16', 0, 'UTC'),
      acrossMidnight: 'within',
      maxGapUs: null,
    });
    expect(rows.map((row) => [row.userId, row.events, row.totalUs, row.maxGapUs])).toEqual([
      ['user1', 2, 7_200_000_000n, 7_200_000_000n],
      ['user2', 1, 0n, null],
    ]);
    expect(rows.reduce((sum, row) => sum + row.totalUs, 0n)).toBe(7_200_000_000n);
  });

  test.each([
    ['within', 1, 1],
    ['carry', 2, 12],
    ['clip', 3, 24],
  ] as const)('across midnight: %s, without and with max-gap', (acrossMidnight, gaps, hours) => {
    const events = ['-3', '8', '9', '26'].map((clock) => eventAt('user1', clock));
    const options = {
      windowStartUs: localToUtc('2024-10-15', 0, 'UTC'),
      windowEndUs: localToUtc('2024-10-16', 0, 'UTC'),
      asOfUs: localToUtc('2024-10-17', 0, 'UTC'),
      acrossMidnight,
    };
    const hourUs = 3_600_000_000n;
    expect(eventGaps(events, { ...options, maxGapUs: null })).toMatchObject([
      { events: 2, gaps, idleGaps: 0, totalUs: BigInt(hours) * hourUs },
    ]);
    expect(eventGaps(events, { ...options, maxGapUs: hourUs })).toMatchObject([
      { events: 2, gaps: 1, idleGaps: gaps - 1, totalUs: hourUs, maxGapUs: hourUs },
    ]);
  });

  test('within, without max-gap: total = last - first', () => {
    fc.assert(
      fc.property(eventCase, ({ events, options }) => {
        const within = { ...options, acrossMidnight: 'within', maxGapUs: null } as const;
        for (const row of eventGaps(events, within)) {
          expect(row.totalUs).toBe((row.lastUs ?? 0n) - (row.firstUs ?? 0n));
          expect(row.gaps).toBe(row.events - 1);
        }
      }),
    );
  });
});
