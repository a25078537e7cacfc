import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DuckDb } from '../../src/engine/duckdb.ts';
import { rowsOf } from '../../src/engine/engine.ts';
import type { Postgres } from '../../src/engine/postgres.ts';
import { columnsOf, exportRows, importRows } from '../../src/engine/transfer.ts';
import { temporaryFolder } from '../support/command-line.ts';
import { memoryDatabase } from '../support/memory-database.ts';
import { type FreshDatabase, freshDatabase, hasPostgres, openTest } from './database.ts';
import { ordstatTemplate } from './template.ts';

const awkward = fc.constantFrom(
  ...[
    '\\',
    '\\.',
    '\\N',
    'N',
    '\t',
    '\n',
    '\r',
    '\r\n',
    '"',
    "'",
    '{',
    '}',
    ',',
    ' ',
    '',
    '\b',
    '\v',
  ],
  ...['NULL', 'null', '\u2028', '\ufeff', 'é', '\u{1F600}', '\\x41', '$1', 'a'],
);
const text = fc.array(awkward, { maxLength: 6 }).map((parts) => parts.join(''));
const orNull = fc.option(text, { freq: 5 });

describe.skipIf(!hasPostgres)('copying tables', () => {
  let database: FreshDatabase;
  let postgres: Postgres;
  let duckdb: DuckDb;
  let another: DuckDb;
  const folder = temporaryFolder();
  const spool = folder.path('rows.csv');
  beforeAll(async () => {
    database = await freshDatabase(ordstatTemplate);
    postgres = await openTest(database.url);
    duckdb = await memoryDatabase(1, [spool]);
    another = await memoryDatabase(1, [spool]);
  });
  afterAll(async () => {
    folder.remove();
    await duckdb?.close();
    await another?.close();
    await postgres?.close();
    await database?.drop();
  });

  /** To the server and back, into another DuckDB. */
  async function expectCopied(table: string, columns: string): Promise<void> {
    const query = `select ${columns} from ${table} order by load_id`;
    const expected = await rowsOf(duckdb, query);
    for (const [source, target] of [
      [duckdb, postgres],
      [postgres, another],
    ] as const) {
      const rows = { table, columns: await columnsOf(source, table) };
      await target.run(`delete from ${table}`);
      await exportRows(source, rows, spool, target.kind);
      await importRows(target, rows, spool);
      expect(await rowsOf(target, query)).toEqual(expected);
    }
  }

  test('text, lists and bytes are what they were', async () => {
    const rows = fc.array(fc.tuple(text, orNull, fc.array(text), fc.uint8Array()), {
      maxLength: 20,
    });
    await fc.assert(
      fc.asyncProperty(rows, async (each) => {
        await duckdb.run('delete from rejects');
        await duckdb.run('delete from orders');
        for (const [index, [line, field, list, bytes]] of each.entries()) {
          await duckdb.run(
            `insert into rejects
            values ($id, 'events', $line, 1, null, $field, 'bad', $line, unhex($hex))`,
            { id: index, line, field, hex: Buffer.from(bytes).toString('hex') },
          );
          await duckdb.run(
            `insert into orders values ($line, 'A', 1, $field, 1.5, null, cast($list as text[]),
              [timestamp '2024-01-01 00:00:00.5'], '2024-01-01', $id)`,
            { id: index, line, field, list },
          );
        }
        await expectCopied(
          'rejects',
          'load_id, file_name, column_number, field, raw_line, hex_of(raw_bytes) as hex',
        );
        await expectCopied(
          'orders',
          'load_id, order_id, user_id, total, statuses, status_times, latest_at',
        );
      }),
      { numRuns: 30 },
    );
  });

  test('more rows than are held at once', async () => {
    await duckdb.run(
      `insert into events select 'u' || i, 't', timestamp '2024-01-01' + to_seconds(i), null, i
      from range(50000) as numbers(i)`,
    );
    await expectCopied('events', '*');
    await duckdb.run('delete from events');
  });

  test('a row that the table does not take undoes all of them', async () => {
    const pieces = async function* () {
      yield 's1\tUTC\t1\n';
      yield 's2\tUTC\tone\n';
    };
    const sql = 'copy store_timezones from stdin';
    await expect(postgres.copyIn(sql, pieces())).rejects.toThrow('invalid input syntax');
    expect(await rowsOf(postgres, 'select * from store_timezones')).toEqual([]);
  });

  test('a source that fails undoes all of it, and the session goes on', async () => {
    const pieces = async function* () {
      yield 's1\tUTC\t1\n';
      throw new Error('the source failed');
    };
    const sql = 'copy store_timezones from stdin';
    await expect(postgres.copyIn(sql, pieces())).rejects.toThrow('the source failed');
    expect(await rowsOf(postgres, 'select * from store_timezones')).toEqual([]);
  });

  test('being told to stop ends it', async () => {
    const stop = new AbortController();
    const engine = await openTest(database.url, { signal: stop.signal });
    const pieces = async function* () {
      for (let count = 0; ; count += 1) {
        yield `s${count}\tUTC\t1\n`;
        if (count === 1000) {
          stop.abort('SIGINT');
        }
      }
    };
    await expect(engine.copyIn('copy store_timezones from stdin', pieces())).rejects.toThrow();
    await engine.close();
    expect(await rowsOf(postgres, 'select * from store_timezones')).toEqual([]);
  });
});
