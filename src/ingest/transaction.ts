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

/** A file has one session that writes; those of a server take turns. */
async function begin(engine: Engine): Promise<void> {
  await engine.run('begin transaction');
  if (engine.kind === 'postgres') {
    await engine.run(sqlFile('engines/postgres/take_turn'));
  }
}
