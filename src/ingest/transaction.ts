import type { Engine } from '../engine/engine.ts';
import { sqlFile } from '../engine/sql-files.ts';

/** Does all of it or, when it fails, nothing. */
export async function inTransaction<T>(engine: Engine, action: () => Promise<T>): Promise<T> {
  await begin(engine);
  try {
    const result = await action();
    await engine.run('commit');
    return result;
  } catch (error) {
    await engine.run('rollback').catch(() => undefined);
    throw error;
  }
}

/** Does it and takes it back. */
export async function rehearsed(engine: Engine, action: () => Promise<void>): Promise<void> {
  await begin(engine);
  try {
    await action();
  } finally {
    await engine.run('rollback').catch(() => undefined);
  }
}

/**
 * A file has one session that writes; those of a server take turns. Whoever has waited for the turn
 * must see what was done in the meantime, which a snapshot that was taken before would hide.
 */
async function begin(engine: Engine): Promise<void> {
  if (engine.kind === 'duckdb') {
    await engine.run('begin transaction');
  } else {
    await engine.run('begin transaction isolation level read committed');
    await engine.run(sqlFile('engines/postgres/take_turn'));
  }
}
