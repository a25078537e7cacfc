import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ordstat } from '../support/command-line.ts';
import { administer, hasPostgres, urlOf } from './database.ts';
import { pingsOf, type ServerWorkspace, serverWorkspace } from './server-workspace.ts';
import { nameOf } from './sessions.ts';

const report = ['store-report', '--as-of', '2024-10-15T12:00:00Z', '-f', 'csv'];
const secret = 'hunter2-secret';

describe.skipIf(!hasPostgres)('a user', () => {
  let work: ServerWorkspace;
  let user: string;
  const give = (sql: string) => administer(sql, nameOf(work.url));
  /** A command as that user. */
  const run = (argv: readonly string[]) =>
    ordstat([...argv, ...['--db', urlOf({ database: nameOf(work.url), user, password: secret })]]);
  const refused = (message: string) => ({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(
      new RegExp(`^error: ${user} may not do that: ${message}.*\nhint: .*GRANT.*\n$`),
    ),
  });

  beforeEach(() => {
    user = `user_${randomBytes(4).toString('hex')}`;
  });
  afterEach(async () => {
    await work.drop();
    await administer(`drop role ${user}`);
  });

  async function open(template?: string): Promise<void> {
    work = await serverWorkspace(template);
    await administer(`create role ${user} login password '${secret}'`);
  }

  test('who may only read can print every report, and change nothing', async () => {
    await open();
    const file = work.file('a.csv', `${pingsOf('1', 60)}2,active,soon\n`);
    const events = 'user_id,event_type,timestamp\nu,click,2024-10-15T08:00:00Z\n';
    const orders = 'order_id,status,timestamp\no,CREATED,2024-10-15T08:00:00Z\n';
    await work.run(['ingest', file, work.file('e.csv', events), work.file('o.csv', orders)]);
    await give(`grant select on all tables in schema public to ${user}`);
    const reports = [
      report,
      ['store-periods', '--store', '1', '--as-of', '2024-10-15T12:00:00Z', '-f', 'csv'],
      ['event-summary', '--day', '2024-10-15', '-f', 'csv'],
      ['event-gaps', '--day', '2024-10-15', '-f', 'csv'],
      ['order-summary', '-f', 'csv'],
      ['order-status', '-f', 'csv'],
      ['status', '-f', 'csv'],
      ['loads', '-f', 'csv'],
      ['rejects', '-f', 'csv'],
      ['sql', 'select count(*) from store_status', '-f', 'csv'],
      [...report, '--fail-if', 'store_id is null'],
    ];
    for (const argv of reports) {
      const outcome = await run(argv);
      expect(outcome, argv.join(' ')).toEqual(await work.run(argv));
      expect(outcome.code, outcome.stderr).toBe(0);
    }
    expect((await run(['doctor', '-f', 'csv'])).stdout).toContain('weeks,ok');
    const out = work.path('rejects.csv');
    expect((await run(['rejects', '--export', out])).code).toBe(0);
    expect(readFileSync(out, 'utf8')).toContain('2,active,soon');
    const denied = refused('permission denied for table \\w+');
    expect(await run(['ingest', work.file('b.csv', pingsOf('2', 9))])).toEqual(denied);
    expect(await run(['loads', 'rm', '1'])).toEqual(denied);
    expect(await run(['prune', '--before', '2024-10-20'])).toEqual(denied);
    expect(await run(['rejects', '--clear'])).toEqual(denied);
    expect(await work.rows('select count(*) from store_status')).toEqual([['60']]);
  });

  test('who may change rows needs no right to create tables', async () => {
    await open();
    await give(`grant select, insert, update, delete on all tables in schema public to ${user}`);
    const outcome = await run(['ingest', work.file('a.csv', pingsOf('1', 60))]);
    expect(outcome.stderr).toContain('60 read = 60 new');
    expect(outcome.code).toBe(0);
    expect((await run(['prune', '--before', '2024-10-10'])).code).toBe(0);
    expect((await run(['loads', 'rm', '1'])).code).toBe(0);
  });

  test('who may not create tables is told so', async () => {
    await open('template1');
    const file = work.file('a.csv', pingsOf('1', 60));
    expect(await run(['ingest', file])).toEqual(refused('permission denied for schema public'));
    expect(await run(['ingest', file, '--dry-run'])).toEqual(
      refused('permission denied for schema public'),
    );
  });

  test.each(['', 'grant create on schema public to '])(
    'whose are none of the tables is told so, and not that there are none: %j',
    async (grant) => {
      await open();
      if (grant !== '') {
        await give(grant + user);
      }
      await work.run(['ingest', work.file('a.csv', pingsOf('1', 60))]);
      const denied = refused('permission denied for table ordstat_schema');
      expect(await run(['ingest', work.file('b.csv', pingsOf('2', 9))])).toEqual(denied);
      expect(await run(report)).toEqual(denied);
      expect(await run(['sql', 'select 1'])).toEqual(denied);
    },
  );

  test('who may see no schema is told so', async () => {
    await open();
    await give('revoke all on schema public from public');
    const outcome = await run(['ingest', work.file('a.csv', pingsOf('1', 60))]);
    expect(outcome).toMatchObject({ code: 1, stdout: '' });
    expect(outcome.stderr).toMatch(
      /^error: .* has no schema to create tables in\nhint: .*search_path/,
    );
  });

  test('whom row-level security limits is told so, and nothing is loaded', async () => {
    await open();
    await give(`grant select, insert, update, delete on all tables in schema public to ${user}`);
    await give('create policy all_rows on store_status using (true) with check (true)');
    await give('alter table store_status enable row level security');
    const outcome = await run(['ingest', work.file('a.csv', pingsOf('1', 60))]);
    expect(outcome).toMatchObject({ code: 1, stdout: '' });
    expect(outcome.stderr).toMatch(
      /^error: user_\w+ can't copy rows there: .*security\nhint: .*owner/,
    );
    expect(await work.rows('select count(*) from loads')).toEqual([['0']]);
  });

  test('a view in the place of a table is told so, and nothing is loaded', async () => {
    await open();
    await give('alter table store_status rename to pings');
    await give('create view store_status as select * from pings');
    const outcome = await work.run(['ingest', work.file('a.csv', pingsOf('1', 60))]);
    expect(outcome).toMatchObject({ code: 1, stdout: '' });
    expect(outcome.stderr).toMatch(/^error: \w+ can't copy rows there: .*view.*\nhint: .*tables/);
    expect(await work.rows('select count(*) from loads')).toEqual([['0']]);
  });

  test('who may make no temporary tables is told so', async () => {
    await open();
    await give(`grant select, insert, update, delete on all tables in schema public to ${user}`);
    await administer(`revoke temporary on database ${nameOf(work.url)} from public`);
    expect(await run(['ingest', work.file('a.csv', pingsOf('1', 60))])).toEqual(
      refused('permission denied to create temporary tables'),
    );
    expect(await work.rows('select count(*) from loads')).toEqual([['0']]);
  });

  test('a table of that name that is not ordstat’s is left alone', async () => {
    await open('template1');
    await give('create table loads (what text)');
    await give(`grant create, usage on schema public to ${user}`);
    const outcome = await run(['ingest', work.file('a.csv', pingsOf('1', 60))]);
    expect(outcome.code).toBe(3);
    expect(outcome.stderr).toContain("has a table loads that is not ordstat's");
  });
});

describe.skipIf(!hasPostgres)('a password', () => {
  let work: ServerWorkspace;
  beforeEach(async () => {
    work = await serverWorkspace();
  });
  afterEach(() => work.drop());

  const silent = 'postgres://tester:hunter2-secret@127.0.0.1:1/db';
  const places: [string, () => string][] = [
    ['that is wrong', () => urlOf({ database: nameOf(work.url), password: secret })],
    ['of nobody', () => urlOf({ database: nameOf(work.url), user: 'nobody', password: secret })],
    ['for a database that is not there', () => urlOf({ database: 'void' })],
    ['where nobody listens', () => silent],
    ['in the options', () => `postgres://127.0.0.1:1/db?user=tester&password=${secret}`],
    ['with a sign that is not escaped', () => 'postgres://tester:hunter2@secret@127.0.0.1:1/db'],
    ['with another', () => 'postgres://tester:hunter2/secret@127.0.0.1:1/db'],
    ['that is right', () => work.url],
  ];
  const commands = [
    ['ingest'],
    report,
    ['status'],
    ['doctor'],
    ['config'],
    ['sql', 'select broken'],
    ['loads', 'rm', '7'],
    ['db', 'upgrade'],
  ];

  test.each(places)('%s is never shown', async (_, url) => {
    const file = work.file('a.csv', pingsOf('1', 60));
    const log = work.path('log');
    for (const command of commands) {
      const argv = command[0] === 'ingest' ? [...command, file] : command;
      const shown = [];
      const flags = ['-v', '--debug', '--log-file', log];
      const outcome = await ordstat([...argv, '--db', url(), ...flags]);
      shown.push(outcome.stdout, outcome.stderr);
      const set = await ordstat([...argv, ...flags], { environment: { ORDSTAT_DB: url() } });
      shown.push(set.stdout, set.stderr, readFileSync(log, 'utf8'));
      const password = decodeURIComponent(new URL(work.url).password);
      expect(shown.join('\n'), argv.join(' ')).not.toMatch(
        new RegExp(`hunter2|secret@|${password}`),
      );
    }
  });
});
