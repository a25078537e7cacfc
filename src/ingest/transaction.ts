import type { Engine } from '../engine/engine.ts';

/** Does all of it or, when it fails, nothing. */
export async function inTransaction<T>(engine: Engine, action: () => Promise<T>): Promise<T> {
  await engine.run('begin transaction');
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
  await engine.run('begin transaction');
  try {
    await action();
  } finally {
    await engine.run('rollback').catch(() => undefined);
  }
}
