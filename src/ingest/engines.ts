import type { DuckDb } from '../engine/duckdb.ts';
import type { Postgres } from '../engine/postgres.ts';

/** What an ingest works with: the embedded engine reads the files, and the tables may be elsewhere. */
export interface Engines {
  readonly reader: DuckDb;
  /** Has the tables: the reader itself, or a server. */
  readonly database: DuckDb | Postgres;
  /** A file that the reader may write, through which rows go to a server. */
  readonly spool: string;
}
