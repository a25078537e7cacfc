import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { localToUtc } from './local-time.ts';

const NEW_YORK = 'America/New_York';
const READING = 'yyyy-MM-dd HH:mm:ss';

describe('localToUtc', () => {
  test.each([
    ['2023-03-12', 2.5 * 3600, NEW_YORK, '2023-03-12T07:30:00Z'],
    ['2023-11-05', 1.5 * 3600, NEW_YORK, '2023-11-05T05:30:00Z'],
    ['2023-11-05', 2 * 3600, NEW_YORK, '2023-11-05T07:00:00Z'],
    ['2023-11-04', 86_400 + 3600, NEW_YORK, '2023-11-05T05:00:00Z'],
    ['2023-04-02', 1.75 * 3600, 'Australia/Lord_Howe', '2023-04-01T14:45:00Z'],
    ['2023-10-01', 2.25 * 3600, 'Australia/Lord_Howe', '2023-09-30T15:45:00Z'],
    ['2018-02-17', 23.5 * 3600, 'America/Sao_Paulo', '2018-02-18T01:30:00Z'],
    ['2018-11-04', 0, 'America/Sao_Paulo', '2018-11-04T03:00:00Z'],
    ['2011-12-30', 12 * 3600, 'Pacific/Apia', '2011-12-30T22:00:00Z'],
  ])('%s + %d s in %s', (date, seconds, zone, instant) => {
    expect(localToUtc(date, seconds, zone)).toBe(BigInt(Date.parse(instant)) * 1000n);
  });

  test('no instant shows the same reading earlier', () => {
    const zones = fc.constantFrom(
      NEW_YORK,
      'Australia/Lord_Howe',
      'America/Sao_Paulo',
      'Asia/Kolkata',
    );
    const seconds = fc.integer({ min: 1_514_764_800, max: 1_704_067_200 });
    fc.assert(
      fc.property(zones, seconds, (zone, second) => {
        const local = DateTime.fromSeconds(second, { zone });
        const clock = local.hour * 3600 + local.minute * 60 + local.second;
        const foundUs = localToUtc(local.toFormat('yyyy-MM-dd'), clock, zone);
        const found = DateTime.fromMillis(Number(foundUs / 1000n), { zone });
        const hasEarlier = [1800, 3600].some(
          (shift) => local.minus({ seconds: shift }).toFormat(READING) === local.toFormat(READING),
        );
        expect(found.toFormat(READING)).toBe(local.toFormat(READING));
        expect(found < local).toBe(hasEarlier);
      }),
    );
  });
});
