import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rowOf, rowsOf } from '../../src/engine/engine.ts';
import {
  administer,
  type FreshDatabase,
  freshDatabase,
  hasPostgres,
  openTest,
  urlOf,
} from './database.ts';
import { countSessions, nameOf, until } from './sessions.ts';

const endless =
  'select count(*) from generate_series(1, 1000000) as a(n), generate_series(1, 1000000) as b(n)';

describe.skipIf(!hasPostgres)('a session', () => {
  let database: FreshDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
    await administer('create table things (id integer)', nameOf(database.url));
  });
  afterAll(() => database?.drop());

  test('reading sees one state of the database and changes nothing', async () => {
    const reader = await openTest(database.url, { access: 'read' });
    const writer = await openTest(database.url);
    try {
      await rowsOf(reader, 'select * from things');
      await writer.run('insert into things values (1)');
      expect(await rowsOf(reader, 'select * from things')).toEqual([]);
      await expect(reader.run('delete from things')).rejects.toMatchObject({ exitCode: 1 });
    } finally {
      await writer.run('delete from things');
      await writer.close();
      await reader.close();
    }
  });

  test('a large result comes in batches, and the server waits for the reader', async () => {
    const engine = await openTest(database.url, { access: 'read' });
    try {
      const result = await engine.run(
        "select n, repeat('x', 500) as text from generate_series(1, 400000) as series(n)",
      );
      let count = 0;
      for await (const batch of result.batches()) {
        expect(batch.length).toBeLessThanOrEqual(2000);
        expect(batch[0]?.n).toBe(String(count + 1));
        count += batch.length;
        if (count === 20_000) {
          await until(async () => (await waitingForReader(database.url)) === 1);
        }
      }
      expect(count).toBe(400_000);
      expect(await rowOf(engine, 'select 1 as one')).toEqual({ one: '1' });
    } finally {
      await engine.close();
    }
  });

  test('an error in the middle of a result is thrown, after the rows before it', async () => {
    const engine = await openTest(database.url);
    try {
      const result = await engine.run(
        'select 1000 / (300000 - n) as quotient from generate_series(1, 400000) as series(n)',
      );
      const count = async () => {
        let rows = 0;
        for await (const batch of result.batches()) {
          rows += batch.length;
        }
        return rows;
      };
      await expect(count()).rejects.toThrow('division by zero');
      expect(await rowOf(engine, 'select 1 as one')).toEqual({ one: '1' });
    } finally {
      await engine.close();
    }
  });

  test('rows that nobody read are no silent end', async () => {
    const engine = await openTest(database.url);
    try {
      const result = await engine.run('select n from generate_series(1, 100000) as series(n)');
      expect(await rowOf(engine, 'select 1 as one')).toEqual({ one: '1' });
      await expect(result.batches()[Symbol.asyncIterator]().next()).rejects.toThrow(
        'another statement was begun',
      );
    } finally {
      await engine.close();
    }
  });

  test('closing in the middle of a result ends the session', async () => {
    const engine = await openTest(database.url);
    const result = await engine.run('select n from generate_series(1, 1000000) as series(n)');
    for await (const batch of result.batches()) {
      expect(batch.length).toBe(2000);
      break;
    }
    await engine.close();
    await until(async () => (await sessions(database.url)) === 0);
  });

  test('being told to stop ends the statement on the server within a second', async () => {
    const stop = new AbortController();
    const engine = await openTest(database.url, { signal: stop.signal });
    const stopped = expect(engine.run(endless)).rejects.toThrow();
    await until(async () => (await active(database.url)) === 1);
    const startedMs = performance.now();
    stop.abort('SIGINT');
    await stopped;
    expect(performance.now() - startedMs).toBeLessThan(1000);
    await until(async () => (await sessions(database.url)) === 0);
    await expect(engine.run('select 1')).rejects.toBe('SIGINT');
    await engine.close();
  });

  test('being told to stop while rows wait ends the session', async () => {
    const stop = new AbortController();
    const engine = await openTest(database.url, { signal: stop.signal });
    const result = await engine.run('select n from generate_series(1, 10000000) as series(n)');
    stop.abort('SIGINT');
    const readAll = async () => {
      for await (const batch of result.batches()) {
        expect(batch.length).toBe(2000);
      }
    };
    await expect(readAll()).rejects.toThrow();
    await until(async () => (await sessions(database.url)) === 0);
    await engine.close();
  });

  test('who writes may be idle while it reads files', async () => {
    const settings = ['idle_session_timeout', 'idle_in_transaction_session_timeout'];
    const options = settings.map((name) => `-c ${name}=3600000`).join(' ');
    const engine = await openTest(`${database.url}?options=${encodeURIComponent(options)}`);
    for (const name of settings) {
      expect(await rowOf(engine, `show ${name}`)).toEqual({ [name]: '0' });
    }
    await engine.close();
  });

  test('a database that can not hold all text is refused', async () => {
    const name = `${nameOf(database.url)}_latin`;
    const locale = "locale_provider libc locale 'C' encoding 'LATIN1'";
    await administer(`create database ${name} template template0 ${locale}`);
    await expect(openTest(urlOf({ database: name }))).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringContaining('keeps text as LATIN1'),
      hint: expect.stringContaining('--encoding=UTF8'),
    });
    await administer(`drop database ${name} with (force)`);
  });

  test('a lock that is not let go is exit 75', async () => {
    const holder = await openTest(database.url);
    const waiting = await openTest(database.url, { lockTimeoutMs: 50 });
    try {
      await holder.run('begin');
      await holder.run('lock table things in access exclusive mode');
      await expect(waiting.run('select * from things')).rejects.toMatchObject({
        exitCode: 75,
        hint: expect.stringContaining('--lock-timeout'),
      });
    } finally {
      await waiting.close();
      await holder.close();
    }
  });

  test('a statement that takes too long says which setting ended it', async () => {
    const engine = await openTest(database.url, { statementTimeoutMs: 50 });
    await expect(engine.run(endless)).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringContaining('statement timeout'),
    });
    await engine.close();
  });

  test('a server that goes away in the middle', async () => {
    const engine = await openTest(database.url);
    const failed = expect(engine.run(endless)).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringMatching(/^the connection to postgres:\/\/tester@.* was lost: /),
    });
    await until(async () => (await active(database.url)) === 1);
    await administer(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${nameOf(database.url)}'`,
    );
    await failed;
    await expect(engine.run('select 1')).rejects.toMatchObject({ exitCode: 1 });
    await engine.close();
  });

  test('a user without rights', async () => {
    await administer("create role guest login password 'guest word'");
    const engine = await openTest(
      urlOf({ database: nameOf(database.url), user: 'guest', password: 'guest%20word' }),
    );
    await expect(engine.run('select * from things')).rejects.toMatchObject({
      exitCode: 1,
      message: 'guest may not do that: permission denied for table things',
    });
    await engine.close();
  });

  test.each([
    ['a wrong password', () => urlOf({ password: 'hunter2' }), /may not connect to .*tester/],
    ['a user that is not there', () => urlOf({ user: 'nobody' }), /nobody may not connect/],
    ['a database that is not there', () => urlOf({ database: 'void' }), /no database void at/],
    [
      'a port where nobody listens',
      () => urlOf({ port: 1 }),
      /no PostgreSQL server answers at 127/,
    ],
    ['a host that is not there', () => 'postgres://u:hunter2@host.invalid/db', /host.invalid$/],
    ['no password', () => urlOf({ password: '' }), /wants a password of tester, and none is known/],
    ['no encryption', () => `${urlOf({})}?sslmode=verify-full`, /has no encryption$/],
    ['no address', () => 'postgres://u:hun/ter2@h/db', /^--db: not an address/],
  ])('%s', async (_, url, message) => {
    const failure = openTest(url());
    await expect(failure).rejects.toMatchObject({
      message: expect.stringMatching(message),
      hint: expect.stringMatching(/\S/),
    });
    const password = new URL(urlOf({})).password;
    const { message: text, hint } = (await failure.catch((error) => error)) as Record<
      string,
      string
    >;
    expect(`${text} ${hint}`).not.toMatch(new RegExp(`hunter2|ter2|${password}`));
  });

  test('a server that never answers', async () => {
    const silent: Server = createServer().listen(0, '127.0.0.1');
    await until(async () => silent.listening);
    const { port } = silent.address() as { port: number };
    const stop = new AbortController();
    silent.once('connection', () => stop.abort('SIGINT'));
    await expect(openTest(urlOf({ port }), { signal: stop.signal })).rejects.toBe('SIGINT');
    await expect(openTest(`${urlOf({ port })}?connect_timeout=0.1`)).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringMatching(/^no answer in time from 127/),
    });
    silent.close();
  });
});

const sessions = (url: string) => countSessions(url);
const waitingForReader = (url: string) => countSessions(url, "wait_event = 'ClientWrite'");
const active = (url: string) => countSessions(url, "state = 'active'");
