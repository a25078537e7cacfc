import { writeFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { expect } from 'vitest';
import { type Outcome, ordstat, temporaryFolder, type World } from '../support/command-line.ts';
import { type FreshDatabase, freshDatabase } from './database.ts';
import { ordstatTemplate } from './template.ts';

/** A server's database of its own, and a folder for files. */
export interface ServerWorkspace extends FreshDatabase {
  /** Writes a file and returns its path. */
  file(name: string, content: string | Buffer): string;
  path(name: string): string;
  /** Any command, on the database unless `world` and `argv` say another. */
  run(argv: readonly string[], world?: World): Promise<Outcome>;
  /** Rows of a query, every value as text. */
  rows(query: string): Promise<string[][]>;
}

/** With tables that are empty, or without. */
export async function serverWorkspace(template = ordstatTemplate): Promise<ServerWorkspace> {
  const database = await freshDatabase(template);
  const folder = temporaryFolder();
  const run = (argv: readonly string[], world?: World) =>
    ordstat([...argv, '--db', database.url], world);
  return {
    url: database.url,
    path: folder.path,
    file: (name, content) => {
      writeFileSync(folder.path(name), content);
      return folder.path(name);
    },
    run,
    rows: async (query) => {
      const { code, stdout, stderr } = await run(['sql', query, '-f', 'csv']);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      return (parse(stdout) as string[][]).slice(1);
    },
    drop: async () => {
      folder.remove();
      await database.drop();
    },
  };
}

/** A file of pings of one store, one a minute from an hour on. */
export function pingsOf(store: string, count: number, hour = 8): string {
  const rows = Array.from({ length: count }, (_, row) => {
    const at = new Date(Date.UTC(2024, 9, 15, hour, row)).toISOString();
    return `${store},${row % 3 === 0 ? 'inactive' : 'active'},${at}\n`;
  });
  return `store_id,status,timestamp_utc\n${rows.join('')}`;
}

/** What must hold of a database of pings, whatever was done to it. */
export async function expectSound(work: ServerWorkspace, pings: number): Promise<void> {
  const [row] = await work.rows(`
    select (select count(*) from store_status),
        (select count(*) from (select distinct store_id, observed_at from store_status) as pings),
        (select coalesce(sum(rows_new), 0) from loads),
        (select count(*) from loads
            where rows_read <> rows_new + rows_duplicate + rows_conflict + rows_ignored
                + rows_rejected + rows_replaced),
        (select count(*) from store_status where load_id not in (select load_id from loads)),
        (select last_load_id from ordstat_schema) - (select coalesce(max(load_id), 0) from loads),
        (select count(*) from loads) - (select count(distinct load_id) from loads)`);
  const all = String(pings);
  expect(row).toEqual([all, all, all, '0', '0', '0', '0']);
  const doctor = await work.run(['doctor', '-f', 'csv', '--columns', 'check,result']);
  expect(doctor.stdout).toContain('weeks,ok');
}
