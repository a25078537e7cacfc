import { readFileSync } from 'node:fs';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { workspacePerTest } from '../ingest/workspace.ts';
import { bin, runBinary as run } from '../support/binary.ts';

const work = workspacePerTest();

/** Makes every import of DuckDB fail. */
const hook = `
export async function resolve(specifier, context, next) {
  if (specifier.includes('duckdb')) throw new Error('DuckDB was loaded');
  return next(specifier, context);
}`;
const register = `
import { register } from 'node:module';
register('data:text/javascript,${encodeURIComponent(hook).replaceAll("'", '%27')}');`;
const withoutDuckDb = ['--import', `data:text/javascript,${encodeURIComponent(register)}`];

test.each([['--help'], ['store-report', '--help'], ['ingset'], ['help', 'cron'], ['complete']])(
  '%s %s does not load DuckDB',
  async (...argv) => {
    const words = argv.filter((word) => word !== undefined);
    const outcome = await execa(process.execPath, [...withoutDuckDb, bin, ...words], {
      reject: false,
    });
    expect(outcome.stderr).not.toContain('DuckDB was loaded');
    expect(outcome.exitCode).toBe(words[0] === 'ingset' ? 2 : 0);
  },
);

test('the guard works: a report does load it', async () => {
  const argv = [...withoutDuckDb, bin, 'status', '--db', work.path('x.duckdb')];
  const outcome = await execa(process.execPath, argv, { reject: false });
  expect(outcome.stderr).toContain('DuckDB was loaded');
});

test('from a pipe to a report, in another zone and language', async () => {
  const env = { TZ: 'Asia/Kolkata', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' };
  const db = ['--db', work.path('case.duckdb')];
  const input = 'STORE_ID,STATUS,TIMESTAMP_UTC\n1,INACTIVE,2024-10-15 08:00:00\n';
  const loaded = await run(['ingest', '-', '-q', ...db], { input, env });
  expect(loaded).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
  const query =
    "select observed_at as naive, observed_at at time zone 'UTC' as instant, status from store_status";
  const printed = await run(['sql', query, '-f', 'csv', ...db], { env });
  expect(printed.stdout).toBe(
    'naive,instant,status\n2024-10-15T08:00:00Z,2024-10-15T08:00:00Z,inactive\n',
  );
});

test('--out into a folder that is none is one error, not a crash', async () => {
  await work.ingest([work.file('a.csv', 'user_id,event_type,timestamp\n')]);
  const out = work.path('no/such/x.csv');
  const argv = ['sql', 'select 1', '-o', out, '--db', work.path('case.duckdb')];
  const outcome = await run(argv);
  expect(outcome.exitCode).toBe(1);
  expect(outcome.stderr).toMatch(/^error: .*\nhint: .*\n$/);
});

test('a reader that stops reading ends it quietly', async () => {
  await work.ingest([work.file('a.csv', 'user_id,event_type,timestamp\n')]);
  const query = "select i, 'some text to fill the pipe' as t from range(300000) r(i)";
  const command = `"$NODE" "$BIN" sql "$QUERY" -f csv | head -n 1; exit \${PIPESTATUS[0]}`;
  const log = work.path('run.log');
  const ordstat = { ORDSTAT_DB: work.path('case.duckdb'), ORDSTAT_LOG_FILE: log };
  const env = { NODE: process.execPath, BIN: bin, QUERY: query, ...ordstat };
  const outcome = await execa('bash', ['-c', command], { reject: false, env });
  expect(outcome).toMatchObject({ exitCode: 0, stdout: 'i,t', stderr: '' });
  expect(readFileSync(log, 'utf8')).toMatch(/"message":"ended","exit_code":0,.*\n$/);
});

test('an empty environment, a file of settings and a log in the working folder', async () => {
  work.file('ordstat.json', '{"log-file": "run.log", "quiet": true}');
  const options = { cwd: work.path('.'), env: {}, extendEnv: false };
  const { stdout, stderr, exitCode } = await run(['config', '-f', 'csv'], options);
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
  expect(stdout).toContain('\nlog-file,run.log,./ordstat.json\n');
  const lines = readFileSync(work.path('run.log'), 'utf8').trimEnd().split('\n');
  const [first, last] = [lines[0], lines.at(-1)].map((line) => JSON.parse(line as string));
  expect(first).toMatchObject({ command: 'config', pid: expect.any(Number) });
  expect(last).toMatchObject({ exit_code: 0, pid: first.pid });
});

test('a shell completes commands, options and choices', async () => {
  const { stdout: script } = await run(['completion', 'bash']);
  const completed = async (...line: string[]) => {
    const shell = `eval "$(cat)"; ordstat() { "$NODE" "$BIN" "$@"; }
      COMP_WORDS=(ordstat "$@"); COMP_CWORD=$#; _ordstat; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const env = { NODE: process.execPath, BIN: bin };
    const outcome = await execa('bash', ['-c', shell, 'bash', ...line], { input: script, env });
    expect(outcome.stderr).toBe('');
    return outcome.stdout.split('\n');
  };
  expect(await completed('store-')).toEqual(['store-report', 'store-periods']);
  expect(await completed('store-report', '--missing')).toEqual(['--missing-day']);
  expect(await completed('store-report', '--missing-day', '')).toEqual(['closed', 'open']);
  expect(await completed('store-report', '--policy', '=', 'n')).toEqual(['nearest']);
  expect(await completed('ingest', 'REA')).toEqual(['']);
  expect(await completed("sql 'select $(exit)", '')).not.toEqual([]);
});

test.each(['bash', 'zsh', 'fish'])('the script for %s is a script', async (shell) => {
  const { stdout, stderr, exitCode } = await run(['completion', shell]);
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
  expect(stdout).toContain('ordstat complete -- ');
  const checked = await execa(shell, ['-n'], { input: stdout, reject: false });
  expect(checked.code === 'ENOENT' ? 0 : checked.exitCode, checked.stderr).toBe(0);
});

test('a named pipe is read once, as standard input is', async () => {
  const file = work.file('a.csv', 'user_id,event_type,timestamp\nu,t,2024-10-15 08:00:00\n');
  const env = {
    NODE: process.execPath,
    BIN: bin,
    FILE: file,
    ORDSTAT_DB: work.path('case.duckdb'),
  };
  const command = '"$NODE" "$BIN" ingest <(cat "$FILE")';
  const outcome = await execa('bash', ['-c', command], { reject: false, env });
  expect(outcome.stderr).toContain('1 read = 1 new');
  expect(outcome.exitCode).toBe(0);
});

test('waiting for a named pipe that nobody writes to can be given up', async () => {
  const pipe = work.path('pipe');
  await execa('mkfifo', [pipe]);
  const child = execa(process.execPath, [bin, 'ingest', pipe, '--db', work.path('x.duckdb')], {
    reject: false,
    timeout: 4000,
    killSignal: 'SIGTERM',
  });
  expect((await child).exitCode).toBe(143);
});
