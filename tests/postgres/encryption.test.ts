import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rowOf } from '../../src/engine/engine.ts';
import { hasPostgres, openTest } from './database.ts';
import { type PostgresServer, startServer } from './server.ts';

describe.skipIf(!hasPostgres || !hasOpenSsl())('a server that wants encryption', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startServer(true);
  });
  afterAll(() => server?.stop());

  const url = (parameters: string) =>
    `${server.url.replace('127.0.0.1', 'localhost')}?${parameters.replace('ROOT', server.certificate as string)}`;
  const encrypted = 'select ssl from pg_stat_ssl where pid = pg_backend_pid()';

  test.each([
    'sslmode=no-verify',
    'sslmode=verify-full&sslrootcert=ROOT',
    'sslmode=require&sslrootcert=ROOT',
    'sslmode=require&uselibpqcompat=true',
  ])('%s', async (parameters) => {
    const engine = await openTest(url(parameters));
    expect(await rowOf(engine, encrypted)).toEqual({ ssl: 'true' });
    await engine.close();
  });

  test.each(['sslmode=verify-full', 'sslmode=require', 'sslmode=prefer'])(
    '%s does not trust a certificate that nobody vouches for',
    async (parameters) => {
      await expect(openTest(url(parameters))).rejects.toMatchObject({
        exitCode: 1,
        message: expect.stringMatching(/^the certificate of localhost:\d+ can't be verified: /),
        hint: expect.stringContaining('sslrootcert='),
      });
    },
  );

  test('the certificate must be of the host', async () => {
    const other = url('sslmode=verify-full&sslrootcert=ROOT').replace('localhost', '127.0.0.1');
    await expect(openTest(other)).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringMatching(/^the certificate of 127.0.0.1:\d+ can't be verified: /),
    });
  });

  test('a file that is not there', async () => {
    const missing = url('sslmode=verify-full&sslrootcert=/nowhere/root.crt');
    await expect(openTest(missing)).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('/nowhere/root.crt'),
    });
  });

  test('without encryption', async () => {
    await expect(openTest(url('sslmode=disable'))).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringMatching(/^the server refuses connections without encryption/),
      hint: expect.stringContaining('sslmode=verify-full'),
    });
  });

  test('a large result, read slowly', async () => {
    const engine = await openTest(url('sslmode=no-verify'), { access: 'read' });
    const result = await engine.run(
      "select n, repeat('x', 500) as text from generate_series(1, 100000) as series(n)",
    );
    let count = 0;
    for await (const batch of result.batches()) {
      await new Promise(setImmediate);
      count += batch.length;
    }
    expect(count).toBe(100_000);
    await engine.close();
  });

  test('being told to stop', async () => {
    const stop = new AbortController();
    const engine = await openTest(url('sslmode=no-verify'), { signal: stop.signal });
    const running = expect(engine.run('select pg_sleep(60)')).rejects.toThrow();
    const startedMs = performance.now();
    setImmediate(() => stop.abort('SIGINT'));
    await running;
    expect(performance.now() - startedMs).toBeLessThan(1000);
    await engine.close();
  });
});

function hasOpenSsl(): boolean {
  try {
    execFileSync('openssl', ['version'], { stdio: 'pipe' });
    return true;
  } catch {
    process.stderr.write('\nNO OPENSSL: the tests of encryption are SKIPPED\n\n');
    return false;
  }
}
