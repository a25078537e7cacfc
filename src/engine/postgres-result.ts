import { Readable } from 'node:stream';
import pg from 'pg';
import type { Result, ResultColumn, Row } from './engine.ts';
import { typeName } from './postgres-types.ts';

/** A statement that runs, and what it gives. */
export interface RunningStatement {
  /**
   * There when the statement has ended, or when so many rows have come that they must be read. What
   * goes wrong after that, reading the rows tells.
   */
  readonly result: Promise<Result>;
  /** Settled when the server is done with it, whether it failed or not. */
  readonly ended: Promise<void>;
  /** Lets go of the rows that nobody has read; whoever reads on is told the reason. */
  abandon(reason: Error): void;
}

const rowsInBatch = 2000;
/** So many batches are held; then the server waits until they are read. */
const batchesHeld = 4;

type Values = (string | null)[];

/**
 * Starts a statement. Its rows are read no faster than they are used: while nobody reads, the
 * connection is paused, and the server with it. That keeps memory flat without a cursor, for which
 * the server would plan differently and use one process only.
 */
export function startStatement(
  client: pg.Client,
  sql: string,
  parameters: unknown[],
): RunningStatement {
  const config = { text: sql, values: parameters, rowMode: 'array', queryMode: 'extended' };
  const query = new pg.Query<Values>(config);
  const { connection } = client;
  const batches = new Readable({
    objectMode: true,
    highWaterMark: batchesHeld,
    read: () => connection.stream.resume(),
    destroy: (error, done) => {
      // What is still to come has to be read, or the server never ends.
      connection.stream.resume();
      done(error);
    },
  });
  // An error that comes while nobody reads waits for who reads next.
  batches.on('error', () => undefined);
  let batch: Values[] = [];
  const push = () => {
    const isRoomLeft = batches.destroyed || batches.push(batch);
    batch = [];
    return isRoomLeft;
  };
  let ended = Promise.resolve();
  const result = new Promise<Result>((resolve, reject) => {
    const begun = (outcome: Outcome) => resolve(resultOf(outcome, batches));
    query.on('row', (values, outcome) => {
      if (batch.push(values) === rowsInBatch && !push()) {
        connection.stream.pause();
        begun(outcome as Outcome);
      }
    });
    ended = new Promise((settled) => {
      query.on('end', (outcome) => {
        if (batch.length > 0) {
          push();
        }
        batches.push(null);
        begun(outcome);
        settled();
      });
      query.on('error', (error) => {
        batches.destroy(error);
        reject(error);
        settled();
      });
    });
  });
  client.query(query);
  return { result, ended, abandon: (reason) => batches.destroy(reason) };
}

/** What the driver knows of a statement; of one that still runs only the fields. */
type Outcome = Pick<pg.QueryResult, 'fields' | 'command' | 'rowCount'>;

/** Statements that change rows give one row that says how many, as with DuckDB. */
const countColumn: ResultColumn = { name: 'Count', type: 'BIGINT' };
const countedCommands = ['INSERT', 'UPDATE', 'DELETE', 'MERGE', 'SELECT'];

function resultOf({ fields, command, rowCount }: Outcome, batches: Readable): Result {
  if (fields.length === 0) {
    const isCounted = countedCommands.includes(command);
    return {
      columns: isCounted ? [countColumn] : [],
      async *batches() {
        yield isCounted ? [{ Count: String(rowCount) }] : [];
      },
    };
  }
  const names = distinct(fields.map(({ name }) => name));
  return {
    columns: fields.map((field, index) => ({ name: names[index] ?? '', type: typeName(field) })),
    async *batches() {
      for await (const rows of batches) {
        yield (rows as Values[]).map((values) => rowOf(names, values));
      }
    },
  };
}

/** A name that was there before gets a number, as DuckDB's driver has it: `count`, `count:1`. */
function distinct(names: readonly string[]): string[] {
  const counts = new Map<string, number>();
  return names.map((name) => {
    const count = counts.get(name) ?? 0;
    counts.set(name, count + 1);
    return count === 0 ? name : `${name}:${count}`;
  });
}

function rowOf(names: readonly string[], values: Values): Row {
  const row: Record<string, string | null> = {};
  for (const [index, name] of names.entries()) {
    row[name] = values[index] ?? null;
  }
  return row;
}
