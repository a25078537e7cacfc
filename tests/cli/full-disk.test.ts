import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { execa } from 'execa';
import { beforeEach, describe, expect, test } from 'vitest';
import { pingsFile, workspacePerTest } from '../ingest/workspace.ts';
import { bin } from '../support/binary.ts';

const work = workspacePerTest();
const oneError = /^error: .*\nhint: .*\n$/;
const blockBytes = 512;

/** Runs the program where no file can grow beyond so many bytes, as on a disk that is full. */
const runLimited = (bytes: number, argv: readonly string[], options = {}) => {
  const script = `trap '' XFSZ; ulimit -f ${Math.ceil(bytes / blockBytes)}; exec "$@"`;
  const command = ['-c', script, 'sh', process.execPath, bin, ...argv];
  return execa('sh', [...command, '--db', work.path('case.duckdb')], { reject: false, ...options });
};

describe.skipIf(process.platform === 'win32')('a disk that is full', () => {
  const many = pingsFile(
    Array.from({ length: 12_000 }, (_, n) => `s${n * 7919},active,2024-10-15 08:00:0${n % 10} UTC`),
  );

  beforeEach(async () => {
    await work.ingest([work.file('a.csv', pingsFile(['1,active,2024-10-15 08:00:00 UTC']))]);
    work.file('many.csv', many);
    writeFileSync(work.path('many.csv.gz'), gzipSync(many));
  });

  test.each([
    ['the load is committed', 100_000, 'many.csv', 1],
    ['a committed load is moved into the database', 1_100_000, 'many.csv', 12_001],
    ['an unpacked copy is written', 100_000, 'many.csv.gz', 1],
    ['a copy of standard input is written', 100_000, '-', 1],
  ])('while %s', async (_, bytes, name, rowCount) => {
    const path = name === '-' ? name : work.path(name);
    const outcome = await runLimited(bytes, ['ingest', path], name === '-' ? { input: many } : {});
    expect(outcome).toMatchObject({ exitCode: 1, stdout: '' });
    const said = outcome.stderr.split('\n').filter((line) => !line.includes(' read = '));
    expect(`${said.join('\n')}\n`).toMatch(oneError);
    expect(await work.rows('select count(*) from store_status')).toEqual([[String(rowCount)]]);
    expect(readdirSync(work.path('.')).filter((left) => left.includes('.tmp'))).toEqual([]);
    expect((await work.ingest([work.path('many.csv')])).code).toBe(0);
    expect(await work.rows('select count(*) from store_status')).toEqual([['12001']]);
  });

  test.each(['csv', 'parquet'])('while --out is written as %s', async (format) => {
    const out = work.file(`out.${format}`, 'what was there');
    await work.ingest([work.path('many.csv')]);
    const argv = ['store-report', '-q', '--out', out, '--db', work.path('case.duckdb')];
    const outcome = await runLimited(50_000, argv);
    expect(outcome).toMatchObject({ exitCode: 1, stdout: '' });
    expect(`${outcome.stderr}\n`).toMatch(oneError);
    expect(outcome.stderr).toContain(out);
    expect((await execa('cat', [out])).stdout).toBe('what was there');
    expect(readdirSync(work.path('.')).filter((left) => left.includes('.tmp'))).toEqual([]);
  });

  test.runIf(existsSync('/dev/full'))('standard output', async () => {
    const argv = [bin, 'status', '-q', '--db', work.path('case.duckdb')];
    const command = ['-c', 'exec "$@" > /dev/full', 'sh', process.execPath, ...argv];
    const outcome = await execa('sh', command, { reject: false });
    expect(outcome.exitCode).toBe(1);
    expect(outcome.stderr).toMatch(/^error: .*standard output.*\nhint: .*$/);
  });
});
