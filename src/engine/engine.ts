/**
 * A bound value. Text is cast where the SQL uses it first, a number is a whole one, a list becomes
 * text[].
 */
export type Parameter = string | number | bigint | boolean | null | readonly (string | null)[];

export type Parameters = Readonly<Record<string, Parameter>>;

/** One result row: every value as the engine prints it, so that no digit is lost on the way. */
export type Row = Readonly<Record<string, string | null>>;

export interface ResultColumn {
  readonly name: string;
  /** The engine's name of the type, such as `DECIMAL(18,4)`. */
  readonly type: string;
}

/**
 * Rows of one statement, in order. With DuckDB it has ended without error before the first row; with
 * PostgreSQL so has a small one, and of a large one, what goes wrong later is thrown in its turn: rows
 * never just stop.
 */
export interface Result {
  readonly columns: readonly ResultColumn[];
  /** Batches of at most a few thousand rows. */
  batches(): AsyncIterable<Row[]>;
}

/** A database session. Statements run one at a time. */
export interface Engine {
  readonly kind: 'duckdb' | 'postgres';
  /** Runs one statement with named parameters (`$day`). */
  run(sql: string, parameters?: Parameters): Promise<Result>;
  /** Ends the session; what was not committed is undone. */
  close(): Promise<void>;
}

/** All rows of a statement whose result is known to be small. */
export async function rowsOf(engine: Engine, sql: string, parameters?: Parameters): Promise<Row[]> {
  const rows: Row[] = [];
  const result = await engine.run(sql, parameters);
  for await (const batch of result.batches()) {
    rows.push(...batch);
  }
  return rows;
}

/** The only row of a statement that returns exactly one. */
export async function rowOf(engine: Engine, sql: string, parameters?: Parameters): Promise<Row> {
  const [row, ...others] = await rowsOf(engine, sql, parameters);
  if (row === undefined || others.length > 0) {
    throw new Error(`expected one row, got ${others.length + (row ? 1 : 0)}: ${sql}`);
  }
  return row;
}
