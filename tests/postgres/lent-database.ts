import { afterAll } from 'vitest';
import { emptyTables, type FreshDatabase, freshDatabase } from './database.ts';
import { ordstatTemplate } from './template.ts';

/** Databases that a test is done with: emptying them is faster than making others. */
const idle: FreshDatabase[] = [];

/** A database with empty tables, which a later test of the file may get when it is dropped. */
export async function lentDatabase(): Promise<FreshDatabase> {
  const used = idle.pop();
  if (used !== undefined) {
    await emptyTables(used.url);
  }
  const database = used ?? (await freshDatabase(ordstatTemplate));
  return {
    url: database.url,
    drop: async () => {
      idle.push(database);
    },
  };
}

afterAll(async () => {
  for (const database of idle.splice(0)) {
    await database.drop();
  }
});
