import { existsSync, writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { tableNames } from '../../src/ingest/schema.ts';
import {
  administer,
  type FreshDatabase,
  freshDatabase,
  hasPostgres,
} from '../postgres/database.ts';
import { ordstat, temporaryFolder } from '../support/command-line.ts';

const folder = temporaryFolder();
const source = folder.path('source.duckdb');
const servers: FreshDatabase[] = [];

afterAll(folder.remove);
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.drop()));
});

/** Something in every table, with text that a file between the engines must not change. */
beforeAll(async () => {
  const file = (name: string, content: string | Buffer) => {
    writeFileSync(folder.path(name), content);
    return folder.path(name);
  };
  const hours = (...lines: string[]) =>
    ['store_id,day,start_time_local,end_time_local', ...lines, ''].join('\n');
  const events = ['user_id,event_type,timestamp,event_id'];
  const first = [
    file('events.csv', [...events, '"a,\\N",x,2024-10-15 08:00:00.000001,e1', ''].join('\n')),
    file('hours.csv', hours('1,0,09:00,24:00', '"\\.",1,09:00,17:00')),
    file('zones.csv', 'store_id,timezone_str\n1,Asia/Kolkata\n'),
    file(
      'pings.csv',
      'store_id,status,timestamp_utc\n1,active,2024-10-15 08:00:00\n1,inactive,2024-10-15 08:00:00\n"",x,y\n',
    ),
    file(
      'broken.csv',
      Buffer.from([...Buffer.from('store_id,status,timestamp_utc\n1,'), 0xff, 10]),
    ),
    file(
      'orders.csv',
      'order_id,user_id,status,created_at,completed_at,total_amount\n"{""7"",}",,COMPLETED,2024-10-15 08:00:00,2024-10-15 09:00:00,1.5\n',
    ),
    file(
      'order_events.ndjson',
      [
        '{"order_id":"8","event":"OrderCreated","timestamp":"2024-10-15T08:00:00Z","event_id":"o1","details":"a\\"b\\\\\\n\\tc"}',
        '{"order_id":"8","event":"OrderCreated","timestamp":"2024-10-15T07:00:00Z","event_id":"o1","details":""}',
      ].join('\n'),
    ),
  ];
  const second = [
    file('events2.csv', [...events, 'b,y,2024-10-15 07:00:00,e1', ''].join('\n')),
    file('hours2.csv', hours('1,0,10:00,17:00')),
    file('zones2.csv', 'store_id,timezone_str\n1,UTC\n'),
  ];
  for (const files of [first, second, second]) {
    await ordstat(['ingest', ...files, '--db', source]);
  }
});

type Kind = 'file' | 'server';

async function emptyDatabase(kind: Kind, name: string): Promise<string> {
  if (kind === 'file') {
    return folder.path(`${name}.duckdb`);
  }
  const server = await freshDatabase();
  servers.push(server);
  return server.url;
}

const copy = (from: string, to: string) => ordstat(['db', 'copy', '--from', from, '--to', to]);

/** The rows of all tables, in an order that both engines have. */
async function contentsOf(database: string): Promise<Record<string, string[]>> {
  const contents: Record<string, string[]> = {};
  for (const table of tableNames()) {
    const argv = ['sql', `select * from ${table}`, '-f', 'ndjson', '--db', database];
    const { code, stdout } = await ordstat(argv);
    expect(code).toBe(0);
    contents[table] = stdout.trim().split('\n').sort();
  }
  return contents;
}

test('there is something in every table', async () => {
  const empty = Object.entries(await contentsOf(source)).filter(([, rows]) => rows[0] === '');
  expect(empty).toEqual([]);
});

const ways: [Kind, Kind][] = [
  ['file', 'file'],
  ['file', 'server'],
  ['server', 'file'],
  ['server', 'server'],
];

test.each(ways.filter((way) => hasPostgres || !way.includes('server')))(
  'from a %s to a %s nothing changes',
  async (from, to) => {
    const start = from === 'file' ? source : await emptyDatabase(from, 'start');
    if (start !== source) {
      expect((await copy(source, start)).code).toBe(0);
    }
    const end = await emptyDatabase(to, `end-${from}`);
    const outcome = await copy(start, end);
    expect(outcome.code, outcome.stderr).toBe(0);
    expect(outcome.stderr).toContain('\nevents: rows in both: 1\n');
    expect(await contentsOf(end)).toEqual(await contentsOf(source));
  },
);

describe.skipIf(!hasPostgres)('a copy that was interrupted', () => {
  /** What a copy leaves that is killed after a few loads. */
  async function interrupted(): Promise<string> {
    const target = await emptyDatabase('server', 'target');
    expect((await copy(source, target)).code).toBe(0);
    const name = new URL(target).pathname.slice(1);
    await administer('delete from ordstat_schema', name);
    await administer('delete from events_overruled', name);
    await administer('delete from store_hours where load_id = 2', name);
    return target;
  }

  test('is no database', async () => {
    const target = await interrupted();
    for (const argv of [['status'], ['ingest', folder.path('events.csv')], ['db', 'upgrade']]) {
      const { code, stderr } = await ordstat([...argv, '--db', target]);
      expect(code).toBe(3);
      expect(stderr).toContain('is a copy that was not finished');
      expect(stderr).toContain('hint: go on with it: ordstat db copy --from');
    }
  });

  test('goes on with what is missing', async () => {
    const target = await interrupted();
    const { code, stderr } = await copy(source, target);
    expect(code).toBe(0);
    expect(stderr).toContain('events: rows in both: 1, 1 of them were there\n');
    expect(stderr).toContain('events_overruled: rows in both: 1\n');
    expect(await contentsOf(target)).toEqual(await contentsOf(source));
  });

  test('drops what the source has forgotten since', async () => {
    const target = await interrupted();
    const cleared = folder.path('cleared.duckdb');
    expect((await copy(source, cleared)).code).toBe(0);
    expect((await ordstat(['rejects', '--clear', '--db', cleared])).code).toBe(0);
    expect((await copy(cleared, target)).code).toBe(0);
    expect(await contentsOf(target)).toEqual(await contentsOf(cleared));
  });

  test('begins again where the source has changed since', async () => {
    const target = await interrupted();
    const changed = folder.path('changed.duckdb');
    expect((await copy(source, changed)).code).toBe(0);
    expect((await ordstat(['prune', '--before', '2024-10-15T07:30', '--db', changed])).code).toBe(
      0,
    );
    const { code, stderr } = await copy(changed, target);
    expect(code).toBe(0);
    expect(stderr).not.toContain('were there');
    expect(stderr).toContain('warning: an unfinished copy of something else is replaced in');
    expect(await contentsOf(target)).toEqual(await contentsOf(changed));
  });
});

test('a target that holds something is left alone', async () => {
  const target = folder.path('other.duckdb');
  await ordstat(['ingest', folder.path('events2.csv'), '--db', target]);
  const before = await contentsOf(target);
  expect(await copy(source, target)).toMatchObject({
    code: 3,
    stderr: `error: ${target} is a database already\nhint: copy into an empty one\n`,
  });
  expect(await contentsOf(target)).toEqual(before);
});

test.each([
  [['--from', 'a.duckdb'], 2, 'no --to'],
  [['--to', 'a.duckdb'], 2, 'no --from'],
  [['--from', source, '--to', source], 2, 'from and to are the same'],
  [['--from', 'missing.duckdb', '--to', 'b.duckdb'], 3, 'no database at missing.duckdb'],
])('db copy %j: exit %i', async (argv, code, fact) => {
  const outcome = await ordstat(['db', 'copy', ...argv]);
  expect(outcome.code).toBe(code);
  expect(outcome.stderr).toContain(fact);
});

test('a file is not spread over nodes, and none is made', async () => {
  const path = folder.path('init.duckdb');
  const { code, stderr } = await ordstat(['db', 'init', '--distribute', '--db', path]);
  expect(code).toBe(2);
  expect(stderr).toContain('--distribute: a database file has no nodes');
  expect(existsSync(path)).toBe(false);
});

test.skipIf(!hasPostgres)('a server without Citus says so, and gets no tables', async () => {
  const target = await emptyDatabase('server', 'none');
  expect(await ordstat(['db', 'init', '--distribute', '--db', target])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('there is no Citus in'),
  });
  expect((await ordstat(['status', '--db', target])).stderr).toContain('nothing is loaded');
});

test('an empty database is copied as well', async () => {
  const [empty, target] = [folder.path('empty.duckdb'), folder.path('empty-copy.duckdb')];
  expect((await ordstat(['db', 'init', '--db', empty])).code).toBe(0);
  expect((await copy(empty, target)).code).toBe(0);
  expect(await contentsOf(target)).toEqual(await contentsOf(empty));
});
