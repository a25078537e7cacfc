import { rmSync, writeFileSync } from 'node:fs';
import { sql } from 'kysely';
import { composer } from '../engine/compose.ts';
import type { DuckDb } from '../engine/duckdb.ts';
import { type Engine, type Row, rowsOf } from '../engine/engine.ts';
import type { Postgres } from '../engine/postgres.ts';
import { shownUrl } from '../engine/postgres-url.ts';
import { columnsOf, exportRows, importRows } from '../engine/transfer.ts';
import { ExitCode, UserError } from '../errors.ts';
import { createTables, heldVersion, namesOfTables, tableNames } from '../ingest/schema.ts';
import { inTransaction } from '../ingest/transaction.ts';

/** A copy from one database to another, which may be of different engines. */
export interface Copying {
  readonly source: DuckDb | Postgres;
  readonly target: DuckDb | Postgres;
  /** A file that both may use, through which the rows go. */
  readonly spool: string;
  /** What errors call the target. */
  readonly targetName: string;
  /** Told where the target has an unfinished copy of something else, which goes. */
  readonly onReplaced: () => void;
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
 * @throws UserError exit 3 for a target that holds something else, 1 if the counts differ in the end.
 */
export async function copyDatabase(copying: Copying): Promise<CopiedTable[]> {
  const { source, target } = copying;
  const begin = async (prepare: () => Promise<void>) => {
    await inTransaction(target, async () => {
      await prepare();
      await copyRows(copying, ledger);
    });
  };
  if (!(await isBegun(copying))) {
    await begin(() => createTables(target));
  } else if (!(await haveSameLedger(source, target))) {
    copying.onReplaced();
    await begin(async () => {
      for (const table of tableNames()) {
        await target.run(composer.deleteFrom(table).compile().sql);
      }
    });
  }
  const copied: CopiedTable[] = [];
  for (const table of tableNames().filter((name) => name !== ledger && name !== version)) {
    copied.push(await copyTable(copying, table));
  }
  await inTransaction(target, () => copyRows(copying, version));
  return copied;
}

/**
 * Whether the target has tables that a copy has begun to fill.
 * @throws UserError exit 3 when they are a database of their own, or somebody else's.
 */
async function isBegun({ target, targetName }: Copying): Promise<boolean> {
  const tables = await namesOfTables(target);
  const isBegun = tables.some((row) => row.table_name === version);
  if (isBegun && (await rowsOf(target, `select version from ${version}`)).length === 0) {
    return true;
  }
  if ((await heldVersion(target, targetName)) > 0) {
    throw new UserError(
      ExitCode.data,
      `${shownUrl(targetName)} is a database already`,
      'copy into an empty one',
    );
  }
  return false;
}

/** What is held follows from what was loaded: with another ledger all would have to be compared. */
async function haveSameLedger(source: Engine, target: Engine): Promise<boolean> {
  const { sql: text } = composer.selectFrom(ledger).selectAll().orderBy('load_id').compile();
  const [left, right] = [await rowsOf(source, text), await rowsOf(target, text)];
  return JSON.stringify(left) === JSON.stringify(right);
}

/** Copies a table by its loads, those that the target has not got in full, and drops others. */
async function copyTable(copying: Copying, table: string): Promise<CopiedTable> {
  const { source, target } = copying;
  const parts = await countsOf(source, table);
  const held = new Map((await countsOf(target, table)).map((row) => [row.part, row.row_count]));
  const gone = [...held.keys()].filter((part) => !parts.some((row) => row.part === part));
  for (const part of gone) {
    await target.run(deletion(table, part as string));
  }
  let rows = 0;
  let kept = 0;
  for (const { part, row_count: count } of parts) {
    const isThere = held.get(part as string) === count;
    if (!isThere) {
      await inTransaction(target, () => copyRows(copying, table, part as string));
    }
    rows += Number(count);
    kept += isThere ? Number(count) : 0;
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

const conditionOf = (table: string, part?: string) =>
  part === undefined || !isOfLoads(table) ? sql`true` : sql`load_id = ${sql.lit(Number(part))}`;

const deletion = (table: string, part?: string) =>
  sql`delete from ${sql.table(table)} where ${conditionOf(table, part)}`.compile(composer).sql;

/** Replaces what the target has of a table, or of one load in it. */
async function copyRows(
  { source, target, spool }: Copying,
  table: string,
  part?: string,
): Promise<void> {
  const columns = await columnsOf(source, table);
  const condition = conditionOf(table, part);
  await target.run(deletion(table, part));
  writeFileSync(spool, '', { flag: 'wx', mode: 0o600 });
  try {
    await exportRows(source, { table, columns, condition }, spool, target.kind);
    await importRows(target, { table, columns }, spool);
  } finally {
    rmSync(spool, { force: true });
  }
}
