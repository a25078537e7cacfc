import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventsFile, openWorkspace, pingsFile, type Workspace } from '../ingest/workspace.ts';

let work: Workspace;
const summary = ['event-summary', '--day', '2024-10-15', '-q', '-f', 'csv'];

beforeAll(async () => {
  work = openWorkspace();
  const events = ['u1,a,08', 'u1,a,10', 'u2,a,09', '007,b,09', '007,b,12', 'u4,b,23'].map(
    (row) => `${row.slice(0, -2)}2024-10-15 ${row.slice(-2)}:00:00`,
  );
  const pings = ['7,inactive,2024-10-15 08:00:00', '8,active,2024-10-15 09:00:00'];
  await work.ingest([
    work.file('e.csv', eventsFile(events)),
    work.file('p.csv', pingsFile([...pings, '9,inactive,2024-10-15 20:00:00'])),
  ]);
});
afterAll(() => work.remove());

const gate = (condition: string, ...argv: string[]) =>
  work.run([...(argv.length > 0 ? argv : summary), '--fail-if', condition]);

test.each<[condition: string, says?: string]>([
  ['events > 5'],
  ['events > 1', 'true for 2 rows: 007, b; u1, a\n'],
  ['gaps = 0', 'true for 2 rows: u2, a; u4, b\n'],
  ['true', 'true for 4 rows: 007, b; u1, a; u2, a; ...\n'],
  ['avg_gap_seconds <> 7200', 'true for 1 row: 007, b\n'],
  ['avg_gap_seconds is null', 'true for 2 rows'],
  ['null::boolean'],
  ["user_id = '7'"],
  ["user_id = '007'", 'true for 1 row: 007, b\n'],
  ["total_seconds > 7199.999999 and user_id <> '007'", 'true for 1 row: u1, a\n'],
  ["total_seconds > 7200 and user_id <> '007'"],
  ["last_event_at >= '2024-10-15 23:00'", 'true for 1 row: u4, b\n'],
  ["last_event_at > '2024-10-15 23:00'"],
  ["last_event_at > '2024-10-16T00:30:00+02:00'", 'true for 1 row: u4, b\n'],
  ["last_event_at >= '2024-10-16T01:00:00.000001+02:00'"],
  ["last_event_at < '2024-10-16'", 'true for 4 rows'],
  ["last_event_at - first_event_at > interval '2 hours'", 'true for 1 row: 007, b\n'],
  ['last_event_at > first_event_at + interval 2 hours', 'true for 1 row: 007, b\n'],
  ['extract(hour from last_event_at) = 23', 'true for 1 row: u4, b\n'],
  ["user_id like 'u%' and event_type not in ('a', 'c')", 'true for 1 row: u4, b\n'],
  ["case when event_type = 'a' then events > 1 else false end", 'true for 1 row: u1, a\n'],
  ['events between 2 and 3', 'true for 2 rows'],
  ["upper(user_id) ~ 'U[12]'", 'true for 2 rows'],
  ["try_cast(user_id as integer) = 7 and cast(events as text) = '2'", 'true for 1 row'],
  ['EVENTS > 1 -- not so many', 'true for 2 rows'],
  ['events > /* so */ 1', 'true for 2 rows'],
  ['coalesce(avg_gap_seconds, -1) < 0', 'true for 2 rows'],
  ["contains(user_id, ')') or (events > 1)", 'true for 2 rows'],
  ['events > 1e400'],
])('%s', async (condition, says) => {
  const plain = await work.run(summary);
  const outcome = await gate(condition);
  expect(outcome.stdout).toBe(plain.stdout);
  expect(outcome.code, outcome.stderr).toBe(says === undefined ? 0 : 4);
  expect(outcome.stderr).toContain(says ?? '');
  expect(outcome.stderr).toMatch(says === undefined ? /^$/ : /^error: --fail-if .*\nhint: .*\n$/);
});

test.each<[condition: string, ...says: string[]]>([
  ['evnts > 1', 'did you mean events?'],
  ['user_id = 1', 'user_id = 1', 'Conversion Error'],
  ['user_id + 1 > 2'],
  ['events * 9223372036854775807 > 1', 'Out of Range'],
])('%s is refused before anything is written', async (condition, ...says) => {
  const out = work.path('never.csv');
  const outcome = await gate(condition, ...summary, '-o', out);
  expect(outcome).toMatchObject({ code: 2, stdout: '' });
  expect(outcome.stderr).toMatch(/^error: --fail-if: .*\nhint: .*\n$/);
  for (const text of says) {
    expect(outcome.stderr).toContain(text);
  }
  expect(existsSync(out)).toBe(false);
});

const everyReport: [string[], string, string][] = [
  [['event-summary', '--day', '2024-10-15', '--by', 'type'], 'users = 2', 'a; b'],
  [['event-summary', '--day', '2024-10-15', '--by', 'user'], 'events = 2', '007; u1'],
  [
    ['event-gaps', '--day', '2024-10-15', '--tz', 'Asia/Kolkata', '--max-gap', '2h'],
    'is_idle',
    '007, b, 2024-10-15T17:30:00+05:30\n',
  ],
  [['store-report'], 'downtime_last_week_hours > 1', '7'],
  [['store-report', '--day', '2024-10-15'], 'uptime_pct < 95', '7; 9'],
  [['store-report', '--day', '2024-10-15'], "window_end < '2024-10-17'", '7; 8; 9'],
  [
    ['store-periods', '--store', '7', '--day', '2024-10-15'],
    "status = 'inactive' and seconds > 3600",
    '7, 2024-10-15T08:00:00Z',
  ],
  [['status'], "kind = 'store-hours' and rows = 0", 'store-hours'],
  [['status'], 'rejects >= 0', 'events; store-status; store-hours; ...'],
];

test.each(everyReport)('%j --fail-if %s', async (argv, condition, keys) => {
  const plain = await work.run([...argv, '-q']);
  const outcome = await gate(condition, ...argv, '-q');
  expect(outcome.code, outcome.stderr).toBe(4);
  expect(outcome.stdout).toBe(plain.stdout);
  expect(outcome.stderr).toContain(`: ${keys}`);
});

test('every row counts, also those past --limit and --worst; named in the order of the report', async () => {
  const limited = await gate('true', ...summary, '--limit', '1', '--columns', 'events');
  expect(limited.stdout).toBe('events\n2\n');
  expect(limited.stderr).toContain('true for 4 rows: 007, b; u1, a; u2, a; ...');
  const sorted = await gate('true', ...summary, '--sort', 'user_id:desc', '--limit', '0');
  expect(sorted.stderr).toContain('true for 4 rows: u4, b; u2, a; u1, a; ...');
  const stores = ['store-report', '--day', '2024-10-15', '-q', '-f', 'csv'];
  const worst = await gate('uptime_pct >= 0', ...stores, '--worst', '1');
  expect(parse(worst.stdout)).toHaveLength(2);
  expect(worst.stderr).toContain('true for 3 rows: 7; 9; 8\n');
  const down = await gate('uptime_pct >= 0', ...stores, '--only-down');
  expect(down.stderr).toContain('true for 2 rows: 7; 9\n');
});

test.each(['csv', 'json', 'parquet'])('the file is written all the same: %s', async (format) => {
  const argv = ['event-summary', '--day', '2024-10-15', '-q', '-o'];
  const plain = work.path(`plain.${format}`);
  const gated = work.path(`gated.${format}`);
  expect((await work.run([...argv, plain])).code).toBe(0);
  expect((await gate('true', ...argv, gated)).code).toBe(4);
  expect(readFileSync(gated).equals(readFileSync(plain))).toBe(true);
  expect(readdirSync(work.path('.')).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

test('both gates are reported', async () => {
  const outcome = await gate('events > 1', ...summary, '--max-age', '1h');
  expect(outcome.code).toBe(4);
  expect(outcome.stderr.match(/^error: .*$/gm)).toEqual([
    expect.stringContaining('the newest event is'),
    expect.stringContaining('--fail-if events > 1'),
  ]);
});

test('an empty report trips nothing', async () => {
  const outcome = await gate('true', 'event-summary', '--day', '2024-10-01', '-q', '-f', 'csv');
  expect(outcome).toMatchObject({ code: 0, stderr: '' });
});

test('control characters of ids and conditions stay off a terminal', async () => {
  const other = openWorkspace();
  try {
    await other.ingest([
      other.file('e.csv', eventsFile(['\u001b[31mred\u202e,t,2024-10-15 08:00:00'])),
    ]);
    const argv = ['event-summary', '--day', '2024-10-15', '--fail-if', "'\u001b[2J\n' <> ''"];
    const outcome = await other.run(argv, { terminal: 80, environment: { NO_COLOR: '1' } });
    expect(outcome.code).toBe(4);
    expect(outcome.stderr).toMatch(/error: .*\\u001b\[31mred\\u202e, t\nhint: .*\n$/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(outcome.stdout + outcome.stderr).not.toMatch(/[\u001b\u202e]/);
  } finally {
    other.remove();
  }
});

test('sql has none', async () => {
  expect((await gate('true', 'sql', 'select 1')).code).toBe(2);
});
