import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { workspacePerTest } from '../ingest/workspace.ts';
import { ordstat } from '../support/command-line.ts';

const work = workspacePerTest();
const pings = 'store_id,status,timestamp_utc\n1,active,2024-10-15 08:00:00\n';

const logged = () =>
  readFileSync(work.path('run.log'), 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, unknown>);

const withLog = (...argv: string[]) => [...argv, '--log-file', work.path('run.log')];

test('a run is logged from its first line to its exit code, also with -q', async () => {
  const file = work.file('a.csv', pings);
  expect(await work.run(withLog('ingest', file, '-q'))).toMatchObject({ code: 0, stderr: '' });
  const lines = logged();
  const common = { time: '2026-11-20T12:00:00.000Z', command: 'ingest', pid: 4242 };
  expect(lines[0]).toEqual({ ...common, level: 'info', message: 'started' });
  expect(lines).toContainEqual({
    ...common,
    level: 'info',
    message: expect.stringMatching(/a\.csv: store-status: 1 read = 1 new/),
  });
  const seconds = expect.any(Number);
  const end = { ...common, level: 'info', message: 'ended', exit_code: 0, seconds };
  expect(lines.at(-1)).toEqual(end);
});

test('runs are appended; notes and warnings that -q hides are there', async () => {
  await work.run(withLog('ingest', work.file('a.csv', pings)));
  const before = readFileSync(work.path('run.log'), 'utf8');
  const loud = await work.run(['store-report']);
  const quiet = await work.run(withLog('store-report', '-q'));
  expect(quiet).toEqual({ ...loud, stderr: '' });
  expect(readFileSync(work.path('run.log'), 'utf8').startsWith(before)).toBe(true);
  const said = logged().filter(({ command }) => command === 'store-report');
  for (const line of loud.stderr.trimEnd().split('\n')) {
    const level = line.startsWith('warning: ') ? 'warning' : 'info';
    const message = line.replace('warning: ', '');
    expect(said).toContainEqual(expect.objectContaining({ level, message }));
  }
  expect(said.map(({ level }) => level)).toContain('warning');
});

test.each<[what: string, argv: string[], command: string | undefined, code: number]>([
  ['a failure', ['status', '--db', '/no/such/x.duckdb'], 'status', 3],
  ['a bad value', ['store-report', '--lock-timeout', 'soon'], 'store-report', 2],
  ['an unknown option', ['store-report', '--polcy', 'x'], 'store-report', 2],
  ['an unknown command', ['stroe-report'], undefined, 2],
  ['a missing argument', ['ingest'], 'ingest', 2],
])('%s is logged as it is printed', async (_, argv, command, code) => {
  const outcome = await ordstat(withLog(...argv));
  expect(outcome.code).toBe(code);
  const [, message, hint] = /^error: (.*)\nhint: (.*)\n$/.exec(outcome.stderr) ?? [];
  const lines = logged();
  expect(lines[0]).toMatchObject({ message: 'started' });
  expect(lines[0]?.command).toBe(command);
  expect(lines).toContainEqual(expect.objectContaining({ level: 'error', message, hint }));
  expect(lines.at(-1)).toMatchObject({ level: 'error', message: 'ended', exit_code: code });
});

test('a log that the configuration names gets the usage errors too', async () => {
  const environment = { ORDSTAT_LOG_FILE: work.path('run.log') };
  expect((await ordstat(['store-report', '--polcy'], { environment })).code).toBe(2);
  expect(logged().map(({ level }) => level)).toEqual(['info', 'error', 'error']);
  work.file('ordstat.json', '{"polcy": 1}');
  const workingFolder = work.path('.');
  expect((await ordstat(withLog('status'), { workingFolder })).code).toBe(2);
  expect(logged().at(-2)?.message).toBe('./ordstat.json: unknown key: polcy');
});

test.each([['no/such/run.log'], ['.']])(
  'a log at %s fails before anything is done',
  async (name) => {
    const argv = ['ingest', work.file('a.csv', pings), '--log-file', work.path(name)];
    const outcome = await work.run(argv);
    expect(outcome).toMatchObject({ code: 1, stdout: '' });
    expect(outcome.stderr).toMatch(/^error: --log-file: .*\nhint: .*\n$/);
    expect(outcome.stderr).toContain(work.path(name));
    expect(existsSync(work.path('case.duckdb'))).toBe(false);
    const environment = { ORDSTAT_LOG_FILE: work.path(name) };
    const set = await work.run(argv.slice(0, -2), { environment });
    expect(set.stderr).toContain(`error: ORDSTAT_LOG_FILE: can't open ${work.path(name)}`);
  },
);

test.runIf(existsSync('/dev/full'))(
  'a log that is full fails the run at its end, not before',
  async () => {
    await work.ingest([work.file('a.csv', pings)]);
    const outcome = await work.run(['status', '-q', '-f', 'csv', '--log-file', '/dev/full']);
    expect(outcome.code).toBe(1);
    expect(outcome.stdout).toContain('store-status,1');
    expect(outcome.stderr).toMatch(/^error: --log-file: .*ENOSPC\nhint: .*\n$/);
  },
);

test('a relative log is in the working folder', async () => {
  await work.run(['status', '--log-file', 'run.log'], { workingFolder: work.path('.') });
  expect(logged().at(-1)).toMatchObject({ exit_code: 3 });
});

test('a line is a line, whatever the data says', async () => {
  const name = '\u001b[31mred\u009b\n\u202e"\\.csv';
  const file = work.file(name, `${pings}x\n`);
  await work.run(withLog('ingest', file, '-q'));
  const text = readFileSync(work.path('run.log'), 'utf8');
  expect(text).not.toMatch(/(?!\n)[\p{Cc}\u202e]/u);
  const messages = logged().map(({ message }) => message as string);
  expect(messages.filter((message) => message.includes(name)).length).toBeGreaterThan(1);
});

test('a log without a run: --help writes none', async () => {
  expect((await ordstat(withLog('status', '--help'))).code).toBe(0);
  expect(existsSync(work.path('run.log'))).toBe(false);
});

test('-v says what is done and how long it took; the log says it without -v', async () => {
  await work.ingest([work.file('a.csv', pings)]);
  const plain = await work.run(['status', '-f', 'csv']);
  const detailed = await work.run(['status', '-f', 'csv', '-v', '--threads', '1']);
  expect(plain).toEqual({ ...detailed, stderr: '' });
  const details = [
    /^opened \S+case\.duckdb to read in \d+\.\d{3} s, memory limit 1000MB, 1 threads$/,
    /^worked out status, printed it in \d+\.\d{3} s$/,
  ];
  const lines = detailed.stderr.trimEnd().split('\n');
  expect(lines).toEqual(details.map((detail) => expect.stringMatching(detail)));
  await work.run(withLog('status', '-q', '--threads', '1'));
  const messages = logged().map(({ message }) => message);
  expect(messages.slice(1, -1)).toEqual(details.map((detail) => expect.stringMatching(detail)));
  const out = work.path('x.csv');
  const written = await work.run(['status', '-v', '-o', out]);
  expect(written.stderr).toContain(`wrote ${out} in `);
});

test('-q silences -v; a typed -v is heard where a setting says quiet', async () => {
  await work.ingest([work.file('a.csv', pings)]);
  expect((await work.run(['status', '-q', '-v'])).stderr).toBe('');
  const environment = { ORDSTAT_QUIET: 'true' };
  expect((await work.run(['status'], { environment })).stderr).toBe('');
  expect((await work.run(['status', '-v'], { environment })).stderr).toContain('opened');
});
