import { sql } from 'kysely';
import { composer } from '../engine/compose.ts';
import type { DuckDb } from '../engine/duckdb.ts';
import { type Engine, type Parameters, type Row, rowOf, rowsOf } from '../engine/engine.ts';
import type { Postgres } from '../engine/postgres.ts';
import { accepted, composedSql, sqlFile } from '../engine/sql-files.ts';
import type { Engines } from './engines.ts';
import { type Sending, sendRows, sendTemporary, withTables } from './hand-over.ts';
import type { Kind } from './kinds.ts';
import { dropTables, takeUp } from './read-unit.ts';
import { createTables, tableNames } from './schema.ts';
import {
  comparingStepsOf,
  mergingStepsOf,
  type SplittingSteps,
  splittingStepsOf,
  weightOf,
} from './steps.ts';

/** What a group's files say, and how to merge it. */
export interface Merging {
  readonly kind: Kind;
  /** Tells its tables from those of other groups. */
  readonly tag: string;
  /** What the steps may ask for. */
  readonly parameters: Parameters;
  /** Told which part of the merging the next statement is, from 0 to 1. */
  readonly advance: (from: number, to: number) => void;
}

/**
 * Takes what a group's files say into the tables, inside the caller's transaction. Returns what
 * became of their rows: a row per file, or one.
 */
export async function mergeContents(engines: Engines, merging: Merging): Promise<Row[]> {
  const { reader, database, spool } = engines;
  const splitting = splittingStepsOf(merging.kind);
  if (database.kind === 'duckdb' || splitting === undefined) {
    return withTables(engines, ['contents'], merging.tag, () => merge(database, merging));
  }
  await takeUp(reader, ['contents'], merging.tag);
  try {
    await split(reader, database, splitting);
    return await mergeParts({ reader, server: database, spool }, merging);
  } finally {
    await dropTables(reader, ['contents', 'comparable']);
  }
}

async function merge(engine: Engine, merging: Merging): Promise<Row[]> {
  const { kind, parameters } = merging;
  await runSteps(engine, comparingStepsOf(kind, engine.kind), part(merging, 0, comparingShare));
  const { merges, counts } = mergingStepsOf(kind);
  await runSteps(engine, merges, part(merging, comparingShare, 1));
  const text = sqlFile(counts);
  return rowsOf(engine, text, accepted(text, parameters));
}

/** About how much of a merge the comparison is, for the progress bar. */
const comparingShare = 0.3;

async function runSteps(
  engine: Engine,
  steps: readonly string[],
  { parameters, advance }: Merging,
): Promise<void> {
  const totalWeight = steps.reduce((sum, step) => sum + weightOf(step), 0);
  let weight = 0;
  for (const step of steps) {
    const before = weight;
    weight += weightOf(step);
    advance(before / totalWeight, weight / totalWeight);
    const text = composedSql(step);
    await engine.run(text, accepted(text, parameters));
  }
}

/**
 * What lies in an hour of which a server holds nothing is new, whatever else there is: the embedded
 * engine merges it with nothing, by the same steps, and its rows are copied where they belong. Only
 * the rest is compared on the server, where every row would be written twice.
 */
async function mergeParts(sending: Sending, merging: Merging): Promise<Row[]> {
  const counts: Row[] = [];
  const [comparable = 0, added = 0] = await rowCounts(sending.reader, ['comparable', 'contents']);
  const comparedShare = comparable / (comparable + added);
  if (comparable > 0) {
    counts.push(...(await mergeThere(sending, part(merging, 0, comparedShare))));
  }
  if (added > 0) {
    counts.push(...(await mergeHere(sending, part(merging, comparedShare, 1))));
  }
  return [sum(counts)];
}

async function mergeThere(sending: Sending, merging: Merging): Promise<Row[]> {
  await sendTemporary(sending, 'comparable', 'contents');
  await dropTables(sending.reader, ['comparable']);
  return merge(sending.server, merging);
}

async function mergeHere(sending: Sending, merging: Merging): Promise<Row[]> {
  const { reader } = sending;
  const tables = tablesOf(merging.kind);
  try {
    await createTables(reader, tables);
    const counts = await merge(reader, part(merging, 0, mergingShare));
    await dropTables(reader, ['contents']);
    merging.advance(mergingShare, 1);
    await takeOver(sending, tables);
    return counts;
  } finally {
    await dropTables(reader, tables);
  }
}

/** The tables that the merging of a kind reads or fills. */
function tablesOf(kind: Kind): string[] {
  const steps = [...comparingStepsOf(kind, 'duckdb'), ...mergingStepsOf(kind).merges];
  const words = new Set(steps.flatMap((step) => composedSql(step).match(/\w+/g) ?? []));
  return tableNames().filter((table) => words.has(table));
}

/** About how much of the time goes by before rows are copied, for the progress bar. */
const mergingShare = 0.3;

const part = (merging: Merging, from: number, to: number): Merging => ({
  ...merging,
  advance: (begin, end) => merging.advance(from + (to - from) * begin, from + (to - from) * end),
});

/** Leaves in `contents` what is new for certain, and puts what is to be compared into `comparable`. */
async function split(reader: DuckDb, server: Postgres, steps: SplittingSteps): Promise<void> {
  const range = await rowOf(reader, sqlFile(steps.range));
  const rows = await rowsOf(server, sqlFile(steps.heldHours), range);
  const hours = rows.map(({ held_hour: hour }) => hour as string);
  for (const step of steps.split) {
    await reader.run(sqlFile(step), { held_hours: hours });
  }
}

/** Adds the reader's rows to the server's tables. */
async function takeOver(sending: Sending, tables: readonly string[]): Promise<void> {
  const counts = await rowCounts(sending.reader, tables);
  for (const table of tables.filter((_, index) => counts[index] !== 0)) {
    await (table === 'store_weeks' ? takeOverWeeks(sending) : sendRows(sending, table));
  }
}

async function rowCounts(reader: DuckDb, tables: readonly string[]): Promise<number[]> {
  const counts = tables.map((table) => sql`(select count(*) from ${sql.table(table)})`);
  const query = sql`select unnest([${sql.join(counts)}]) as row_count`.compile(composer);
  return (await rowsOf(reader, query.sql)).map(({ row_count: count }) => Number(count));
}

/** A week may have pings of both. */
async function takeOverWeeks(sending: Sending): Promise<void> {
  await sendTemporary(sending, 'store_weeks', 'week_news');
  await sending.server.run(sqlFile('2_ingest/store-status/2_merge/6_weeks'));
}

const sum = (rows: readonly Row[]): Row =>
  Object.fromEntries(
    Object.keys(rows[0] ?? {}).map((name) => [
      name,
      String(rows.reduce((total, row) => total + Number(row[name]), 0)),
    ]),
  );
