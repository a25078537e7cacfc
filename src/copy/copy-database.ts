import { rmSync, writeFileSync } from 'node:fs';
import { sql } from 'kysely';
import { composer } from '../engine/compose.ts';
import type { DuckDb } from '../engine/duckdb.ts';
import { type Engine, type Row, rowsOf } from '../engine/engine.ts';
import type { Postgres } from '../engine/postgres.ts';
import { columnsOf, exportRows, importRows } from '../engine/transfer.ts';
import { ExitCode, UserError } from '../errors.ts';
import { createTables, tableNames } from '../ingest/schema.ts';
import { inTransaction } from '../ingest/transaction.ts';

/** A copy from one database to another, which may be of different engines. */
export interface Copying {
  readonly source: DuckDb | Postgres;
  readonly target: DuckDb | Postgres;
  /** A file that both may use, through which the rows go. */
  readonly spool: string;
  /** Told of each table and how many rows of it have been brought over, as it goes on. */
  readonly tell: (table: string, rows: number) => void;
}

export interface CopiedTable {
  readonly table: string;
  readonly rows: number;
  /** Of them, those that an earlier attempt had brought. */
  readonly kept: number;
}

/** The tables that say what a database is: the version is entered last, and makes it one. */
const ledger = 'loads';
const version = 'ordstat_schema';

/**
 * Copies everything that a database holds, load by load, each in a transaction of its own: after an
 * interruption it goes on with what is missing. Until the end the target is no database that any
 * other command would read.
 * @throws UserError exit 3 for a target that holds something else; Error if the counts differ.
 */
export async function copyDatabase(copying: Copying): Promise<CopiedTable[]> {
  const { source, target } = copying;
  if (!(await isBegun(target))) {
    await inTransaction(target, async () => {
      await createTables(target);
      await copyRows(copying, ledger);
    });
  } else if (!(await haveSameLedger(source, target))) {
    await inTransaction(target, async () => {
      for (const table of tableNames()) {
        await target.run(composer.deleteFrom(table).compile().sql);
      }
      await copyRows(copying, ledger);
    });
  }
  const copied: CopiedTable[] = [];
  for (const table of tableNames().filter((name) => name !== ledger && name !== version)) {
    copied.push(await copyTable(copying, table));
  }
  await inTransaction(target, () => copyRows(copying, version));
  return copied;
}

/** Whether the target has tables already; whoever opened it has made sure that they are unfinished. */
async function isBegun(target: Engine): Promise<boolean> {
  const tables = await rowsOf(
    target,
    'select table_name from information_schema.tables where table_schema = current_schema()',
  );
  return tables.some((row) => row.table_name === version);
}

/** What is held follows from what was loaded: with another ledger all would have to be compared. */
async function haveSameLedger(source: Engine, target: Engine): Promise<boolean> {
  const { sql: text } = composer.selectFrom(ledger).selectAll().orderBy('load_id').compile();
  const [left, right] = [await rowsOf(source, text), await rowsOf(target, text)];
  return JSON.stringify(left) === JSON.stringify(right);
}

/** Copies a table by its loads, those that the target has not got in full. */
async function copyTable(copying: Copying, table: string): Promise<CopiedTable> {
  const { source, target, tell } = copying;
  const parts = await countsOf(source, table);
  const held = new Map((await countsOf(target, table)).map((row) => [row.part, row.row_count]));
  let rows = 0;
  let kept = 0;
  for (const { part, row_count: count } of parts) {
    const isThere = held.get(part as string) === count;
    if (!isThere) {
      await inTransaction(target, () => copyRows(copying, table, part as string));
    }
    rows += Number(count);
    kept += isThere ? Number(count) : 0;
    tell(table, rows);
  }
  await compare(copying, table, parts);
  return { table, rows, kept };
}

/** Weeks of stores are of all loads. */
const isOfLoads = (table: string) => table !== 'store_weeks';

/** How many rows there are of each load, in the order of the loads. */
function countsOf(engine: Engine, table: string): Promise<Row[]> {
  const part = isOfLoads(table) ? sql`load_id` : sql`0`;
  const counts = composer
    .selectFrom(table)
    .select([sql`cast(${part} as bigint)`.as('part'), sql`count(*)`.as('row_count')])
    .groupBy(sql`1`)
    .orderBy(sql`1`);
  return rowsOf(engine, counts.compile().sql);
}

async function compare({ target }: Copying, table: string, wanted: readonly Row[]): Promise<void> {
  const found = await countsOf(target, table);
  if (JSON.stringify(found) !== JSON.stringify(wanted)) {
    throw new UserError(
      ExitCode.failed,
      `${table}: what was copied is not what was there`,
      'somebody else has changed the target meanwhile: run it again',
    );
  }
}

/** Replaces what the target has of a table, or of one load in it. */
async function copyRows(
  { source, target, spool }: Copying,
  table: string,
  part?: string,
): Promise<void> {
  const columns = await columnsOf(source, table);
  const condition =
    part === undefined || !isOfLoads(table) ? sql`true` : sql`load_id = ${sql.lit(Number(part))}`;
  await target.run(sql`delete from ${sql.table(table)} where ${condition}`.compile(composer).sql);
  writeFileSync(spool, '', { flag: 'wx', mode: 0o600 });
  try {
    await exportRows(source, { table, columns, condition }, spool, target.kind);
    await importRows(target, { table, columns }, spool);
  } finally {
    rmSync(spool, { force: true });
  }
}
