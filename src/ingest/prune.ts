import { type Engine, rowOf } from '../engine/engine.ts';
import { accepted, sqlFile } from '../engine/sql-files.ts';
import { enterLoad, nextLoadId } from './ledger.ts';
import { recountSteps } from './settle.ts';
import { inTransaction } from './transaction.ts';

const noRows = {
  read: 0,
  new: 0,
  replaced: 0,
  duplicate: 0,
  conflict: 0,
  ignored: 0,
  rejected: 0,
};

/**
 * Drops observations from before an instant and enters that into the ledger, in one transaction.
 * `beforeAt` and `clock` are UTC as `2024-10-15 08:00:00`. Overruled rows go too; the counts are of
 * rows in use.
 */
export function prune(
  engine: Engine,
  beforeAt: string,
  beforeText: string,
  clock: string,
): Promise<{ events: number; pings: number; orderEvents: number }> {
  return inTransaction(engine, async () => {
    const drop = async (step: string) => {
      const sql = sqlFile(`2_ingest/prune/${step}`);
      const { Count: count } = await rowOf(engine, sql, accepted(sql, { before_at: beforeAt }));
      return Number(count);
    };
    const events = await drop('1_events');
    await drop('2_events_overruled');
    await drop('3_changed_weeks');
    const pings = await drop('4_store_status');
    await drop('5_store_status_overruled');
    for (const step of recountSteps('store-status')) {
      await engine.run(sqlFile(step));
    }
    const orderEvents = await drop('6_order_events');
    await drop('7_order_events_overruled');
    await drop('8_orders');
    await enterLoad(engine, {
      loadId: await nextLoadId(engine),
      kind: 'prune',
      fileName: `before ${beforeText}`,
      sha256: '',
      bytes: 0,
      loadedAt: clock,
      counts: noRows,
      header: null,
      pruned: events + pings + orderEvents,
    });
    return { events, pings, orderEvents };
  });
}
