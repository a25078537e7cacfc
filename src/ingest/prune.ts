import { type Engine, rowOf } from '../engine/engine.ts';
import { sqlFile } from '../engine/sql-files.ts';
import { inTransaction } from './transaction.ts';

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
): Promise<{ events: number; pings: number }> {
  return inTransaction(engine, async () => {
    const drop = async (step: string) => {
      const { Count: count } = await rowOf(engine, sqlFile(`2_ingest/prune/${step}`), {
        before_at: beforeAt,
      });
      return Number(count);
    };
    const events = await drop('1_events');
    await drop('2_events_overruled');
    const pings = await drop('3_store_status');
    await drop('4_store_status_overruled');
    const { load_id: loadId } = await rowOf(engine, sqlFile('2_ingest/next_load_id'));
    await engine.run(sqlFile('2_ingest/enter_load'), {
      load_id: Number(loadId),
      kind: 'prune',
      file_name: `before ${beforeText}`,
      sha256: '',
      bytes: 0,
      loaded_at: clock,
      rows_read: 0,
      rows_new: 0,
      rows_replaced: 0,
      rows_duplicate: 0,
      rows_conflict: 0,
      rows_ignored: 0,
      rows_rejected: 0,
      header: null,
      rows_pruned: events + pings,
    });
    await engine.run(sqlFile('2_ingest/count_load'), { load_id: Number(loadId) });
    return { events, pings };
  });
}
