import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wideCase } from './order-arbitraries.ts';
import { at, LIFECYCLE } from './order-example.ts';
import { orderStates, wideEvents } from './order-reference.ts';
import type { WideRow } from './order-types.ts';

const seconds = (us: bigint) => Number(us) / 1_000_000;

describe('wide rows', () => {
  const created = { status: 'CREATED', atUs: at('08:00:00') };
  const row: WideRow = {
    ...{ orderId: 'o-1', status: 'CREATED', userId: null, total: null, items: null },
    ...{ times: [created], updatedUs: null, load: 1 },
  };
  const textsOf = (versions: WideRow[]) =>
    wideEvents(versions, LIFECYCLE).map(({ origin, status, atUs }) =>
      [origin, status, seconds(atUs - created.atUs)].join(' '),
    );

  test('a status that disagrees with the times is an event at the latest time', () => {
    expect(textsOf([row])).toEqual(['time CREATED 0']);
    expect(textsOf([{ ...row, updatedUs: at('08:00:09') }])).toEqual(['time CREATED 0']);
    const cancelled = { ...row, status: 'CANCELLED' };
    expect(textsOf([cancelled])).toEqual(['time CREATED 0', 'status CANCELLED 0']);
    expect(textsOf([{ ...cancelled, updatedUs: at('08:00:09') }])).toEqual([
      'time CREATED 0',
      'time CANCELLED 9',
    ]);
    expect(textsOf([{ ...row, times: [] }])).toEqual([]);
  });

  test('the latest time counts, then the load, then the status', () => {
    const later = { ...row, status: 'CANCELLED', updatedUs: at('08:00:09') };
    expect(textsOf([later, { ...row, load: 2 }]).at(-1)).toBe('time CANCELLED 9');
    const undone = { ...later, status: 'CREATED', load: 2 };
    expect(textsOf([undone, later])).toEqual(['time CREATED 0']);
    expect(textsOf([{ ...undone, load: 1 }, later]).at(-1)).toBe('time CANCELLED 9');
  });

  test('the current status is that of one of the rows', () => {
    fc.assert(
      fc.property(wideCase, ({ lifecycle, versions }) => {
        const events = wideEvents(versions, lifecycle);
        const states = orderStates({ lifecycle, events, asOfUs: at('48') });
        expect(states).toHaveLength(new Set(versions.map((version) => version.orderId)).size);
        for (const { orderId, currentStatus } of states) {
          const own = versions.filter((version) => version.orderId === orderId);
          expect(own.map((version) => version.status)).toContain(currentStatus);
        }
      }),
    );
  });
});
