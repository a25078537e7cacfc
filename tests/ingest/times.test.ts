import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventsFile, openWorkspace, type Workspace, workspacePerTest } from './workspace.ts';

const good: [text: string, instant: string][] = [
  ['2024-10-15 08:00:00', '2024-10-15T08:00:00Z'],
  ['2024-10-15T08:00:00', '2024-10-15T08:00:00Z'],
  ['2024-10-15 08:00', '2024-10-15T08:00:00Z'],
  ['2024-10-15T08:00:00Z', '2024-10-15T08:00:00Z'],
  ['2024-10-15 08:00:00 UTC', '2024-10-15T08:00:00Z'],
  ['2024-10-15 08:00:00.190171 UTC', '2024-10-15T08:00:00.190171Z'],
  ['2024-10-15 08:00:00.5', '2024-10-15T08:00:00.5Z'],
  ['2024-10-15 08:00:00.123456789', '2024-10-15T08:00:00.123456Z'],
  ['2024-10-15T08:00:00+02:00', '2024-10-15T06:00:00Z'],
  ['2024-10-15T08:00:00-0330', '2024-10-15T11:30:00Z'],
  ['2024-10-15 08:00:00+05', '2024-10-15T03:00:00Z'],
  ['2024-10-15 08:00:00.25 +05:45', '2024-10-15T02:15:00.25Z'],
  ['2024-10-15T00:30:00+14:00', '2024-10-14T10:30:00Z'],
  ['2024-02-29 12:00:00', '2024-02-29T12:00:00Z'],
  ['  2024-10-15 08:00:00  ', '2024-10-15T08:00:00Z'],
  ['1728979200', '2024-10-15T08:00:00Z'],
  ['1728979200.25', '2024-10-15T08:00:00.25Z'],
  ['1728979200123', '2024-10-15T08:00:00.123Z'],
  ['1728979200123456', '2024-10-15T08:00:00.123456Z'],
  ['2024-10-15 23:59:59.999999', '2024-10-15T23:59:59.999999Z'],
  ['1999-12-31 23:59:59-01:00', '2000-01-01T00:59:59Z'],
];

const bad = [
  '2024-13-01 00:00:00',
  '2024-00-10 00:00:00',
  '2024-10-32 00:00:00',
  '2023-02-29 00:00:00',
  '2024-10-15 24:00:00',
  '2024-10-15 25:00:00',
  '2024-10-15 08:60:00',
  '2016-12-31 23:59:60',
  '0000-01-01 00:00:00',
  '294247-01-10 00:00:00',
  '-2024-10-15 08:00:00',
  'infinity',
  '-infinity',
  'epoch',
  'now',
  'NaN',
  'null',
  'NA',
  '2024-10-15',
  '08:00:00',
  '15/10/2024 08:00',
  '15.10.2024 08:00:00',
  '10/15/2024 08:00:00',
  '10/11/2024 8:00 AM',
  '2024/10/15 08:00:00',
  '20241015T080000Z',
  '2024-1-5 08:00:00',
  '2024-10-15 8:00:00',
  '2024-10-15 08:00:00 PM',
  '2024-10-15 08:00:00 America/New_York',
  '2024-10-15 08:00:00 Asia/Tokyo',
  '2024-10-15 08:00:00 EST',
  '2024-10-15 08:00:00 PST',
  '2024-10-15 08:00:00 CET',
  '2024-10-15 08:00:00+19:00',
  '2024-10-15 08:00:00+25',
  '2024-10-15 08:00:00+05:75',
  '2024-10-15 08:00:00Z+02:00',
  '2024-10-15 08:00:00,5',
  '2024-10-15 08:00:00.',
  '2024-10-15 08:00:00.1234567890',
  '2024-10-15 08:00:00 (BC)',
  '2024-W42-2T08:00:00',
  'Tue, 15 Oct 2024 08:00:00 GMT',
  '172897920',
  '17289792001',
  '172897920012',
  '-1728979200',
  '1.7289792E+9',
  '1728979200123.5',
  '٢٠٢٤-١٠-١٥ ٠٨:٠٠:٠٠',
  '2024–10–15 08:00:00',
  '',
];

describe('one file with every notation', () => {
  let work: Workspace;
  let instants: Map<string, string>;
  let reasons: Map<string, string>;
  const cell = (text: string) => (text.includes(',') ? `"${text}"` : text);

  beforeAll(async () => {
    work = openWorkspace();
    const texts = [...good.map(([text]) => text), ...bad];
    const path = work.file(
      'times.csv',
      eventsFile(texts.map((text, index) => `u${index},t,${cell(text)}`)),
    );
    expect((await work.ingest([path])).code).toBe(3);
    const loaded = await work.rows('select user_id, occurred_at from events');
    instants = new Map(loaded.map(([id, at]) => [texts[Number(id?.slice(1))] ?? '', at ?? '']));
    const rejected = await work.rows('select line_number, reason, column_number from rejects');
    reasons = new Map(
      rejected.map(([line, reason, column]) => [
        texts[Number(line) - 2] ?? '',
        `${column}: ${reason}`,
      ]),
    );
  });
  afterAll(() => work.remove());

  test.each(good)('%j is %s', (text, instant) => {
    expect(instants.get(text)).toBe(instant);
    expect(reasons.has(text)).toBe(false);
  });

  test.each(bad)('%j is rejected', (text) => {
    expect(instants.get(text)).toBeUndefined();
    expect(reasons.get(text)).toBe('3: bad time');
  });
});

const work = workspacePerTest();
const load = (time: string, ...argv: string[]) =>
  work.ingest([work.file('events.csv', eventsFile([`u,t,${time}`])), ...argv]);
const instant = async () => (await work.rows('select occurred_at from events')).flat();

test.each([
  ['%d/%m/%Y %H:%M', [], '03/04/2024 08:05', '2024-04-03T08:05:00Z'],
  ['%m/%d/%Y %I:%M %p', [], '03/04/2024 08:05 PM', '2024-03-04T20:05:00Z'],
  [
    '%d.%m.%Y %H:%M:%S',
    ['--input-tz', 'Europe/Berlin'],
    '03.07.2024 08:00:00',
    '2024-07-03T06:00:00Z',
  ],
  [
    '%d/%b/%Y:%H:%M:%S %z',
    ['--input-tz', 'Europe/Berlin'],
    '03/Jul/2024:08:00:00 -0700',
    '2024-07-03T15:00:00Z',
  ],
  ['%Y-%m-%d', [], '2024-07-03', '2024-07-03T00:00:00Z'],
])('--time-format %s %j reads %j', async (layout, argv, text, expected) => {
  const outcome = await load(text, '--time-format', layout, ...argv);
  expect(outcome).toMatchObject({ code: 0 });
  expect(await instant()).toEqual([expected]);
});

test.each([
  ['%d/%m/%Y %H:%M', '03/14/2024 08:05'],
  ['%d/%m/%Y', '03/04/24'],
])('--time-format %s rejects %s', async (layout, text) => {
  expect(await load(text, '--time-format', layout)).toMatchObject({ code: 3 });
  expect(await instant()).toEqual([]);
});

test('a --time-format that is none is a usage error, and nothing is loaded', async () => {
  const outcome = await load('2024-10-15 08:00:00', '--time-format', '%Q-%K');
  expect(outcome.code).toBe(2);
  expect(outcome.stderr).toContain('--time-format');
});

test.each([
  ['America/New_York', '2024-07-03 08:00:00', '2024-07-03T12:00:00Z'],
  ['America/New_York', '2024-07-03 08:00:00Z', '2024-07-03T08:00:00Z'],
  ['America/New_York', '1728979200', '2024-10-15T08:00:00Z'],
  ['America/New_York', '2024-11-03 01:30:00', '2024-11-03T05:30:00Z'],
  ['America/New_York', '2024-03-10 02:30:00', '2024-03-10T07:30:00Z'],
  ['Asia/Kolkata', '2024-07-03 08:00', '2024-07-03T02:30:00Z'],
])('--input-tz %s reads %s as %s', async (zone, text, expected) => {
  expect(await load(text, '--input-tz', zone)).toMatchObject({ code: 0 });
  expect(await instant()).toEqual([expected]);
});

test.each(['EST', 'america/new_york', ''])('--input-tz %j is a usage error', async (zone) => {
  const outcome = await load('2024-07-03 08:00', '--input-tz', zone);
  expect(outcome.code).toBe(2);
  expect(outcome.stderr).toContain('--input-tz');
});

const now = '2026-11-20T12:00:00Z';

test.each([
  [[], '2026-11-21 12:00:00', 0],
  [[], '2026-11-21 12:00:00.000001', 3],
  [[], '2026-11-21T13:00:00+02:00', 0],
  [[], '2099-01-01 00:00:00', 3],
  [['--max-future', '1h'], '2026-11-20 13:00:00', 0],
  [['--max-future', '1h'], '2026-11-20 13:00:01', 3],
  [['--max-future', 'off'], '2099-01-01 00:00:00', 0],
])('with %j, %s at a clock of 2026-11-20 12:00 exits %i', async (argv, text, code) => {
  const outcome = await load(text, ...argv);
  expect(outcome.code).toBe(code);
  const reasons = await work.rows('select reason, field from rejects');
  expect(reasons).toEqual(code === 0 ? [] : [['in the future', 'timestamp']]);
});

test.each(['9999999d', '999999999d', 'P9000Y', 'soon', '-1h', '1w2'])(
  '--max-future %s never ends as a bug',
  async (duration) => {
    const path = work.file('events.csv', eventsFile(['u,t,2024-10-15 08:00:00']));
    const outcome = await work.ingest([path, `--max-future=${duration}`], { now });
    expect([0, 2]).toContain(outcome.code);
  },
);

test('digits beyond the microsecond are cut and counted', async () => {
  const outcome = await load('2024-10-15 08:00:00.1234567');
  expect(outcome.stderr).toContain('times cut to the microsecond: 1');
  expect(await instant()).toEqual(['2024-10-15T08:00:00.123456Z']);
});

test('names of zones are no layout', async () => {
  const file = work.file('a.csv', 'user_id,event_type,timestamp\nu,c,2024-10-15 08:00 UTC\n');
  const outcome = await work.ingest([file, '--time-format', '%Y-%m-%d %H:%M %Z']);
  expect(outcome.code).toBe(2);
});

test('digits beyond the microsecond are counted, of epochs too', async () => {
  const rows = ['1700000000.123456789', '2023-12-01T00:00:00.1234567Z', '1700000000.1234560'];
  const lines = rows.map((time) => `u,c,${time}\n`).join('');
  const file = work.file('a.csv', `user_id,event_type,timestamp\n${lines}`);
  expect((await work.ingest([file])).stderr).toContain('times cut to the microsecond: 2');
});
