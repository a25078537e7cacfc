import { expect, test } from 'vitest';
import { countsOf, workspacePerTest } from './workspace.ts';

const work = workspacePerTest();
const at = '2024-10-15 08:00:00';
const line = (id: string, more: object = {}) =>
  JSON.stringify({ user_id: id, event_type: 'click', timestamp: at, ...more });
const load = (lines: readonly string[], ...argv: string[]) =>
  work.ingest([work.file('a.ndjson', `${lines.join('\n')}\n`), ...argv]);
const ids = async () => (await work.rows('select user_id from events order by 1')).flat();

test('bad lines are rejects with their numbers, their neighbours are loaded', async () => {
  const lines = [
    line('u1'),
    '{"user_id":"u2","event_type":',
    line('u3'),
    '',
    '[1, 2]',
    'plain words',
    '"text"',
    '42',
    'null',
    line('u10'),
    line('u11').slice(0, -5),
  ];
  const outcome = await load(lines);
  expect(outcome.code).toBe(3);
  expect(await ids()).toEqual(['u1', 'u10', 'u3']);
  const rejects = await work.rows(
    'select line_number, column_number, reason, raw_line from rejects order by 1',
  );
  expect(rejects).toEqual(
    [2, 5, 6, 7, 8, 9, 11].map((number) => [
      String(number),
      '',
      'not a JSON object',
      lines[number - 1],
    ]),
  );
});

test('blank lines between objects are passed over', async () => {
  const outcome = await load([line('u1'), '', line('u3'), '', '', line('u6')]);
  expect(countsOf(outcome)).toEqual([{ read: 3, new: 3 }]);
});

test('missing keys, nulls and keys that come late', async () => {
  const outcome = await load([
    line('u1'),
    '{"event_type":"click","timestamp":"2024-10-15 08:00:00"}',
    line('u3', { user_id: null }),
    line('u4', { event_id: 'e4' }),
    line('u5', { event_id: null }),
  ]);
  expect(countsOf(outcome)).toEqual([{ read: 5, new: 3, rejected: 2 }]);
  expect(await work.rows('select user_id, event_id from events order by 1')).toEqual([
    ['u1', ''],
    ['u4', 'e4'],
    ['u5', ''],
  ]);
});

test.each(['user/id', 'user~1id', '$user.id', `us"e'r`, ' *ü'])(
  'a key called %j can be mapped',
  async (key) => {
    const text = JSON.stringify({ [key]: 'u1', event_type: 'click', timestamp: at });
    const outcome = await load([text], '--map', `user_id=${key}`);
    expect(outcome).toMatchObject({ code: 0 });
    expect(await ids()).toEqual(['u1']);
  },
);

test('epoch numbers are times', async () => {
  await load([
    line('s', { timestamp: 1728979200 }),
    line('ms', { timestamp: 1728979200123 }),
    line('us', { timestamp: 1728979200123456 }),
    line('f', { timestamp: 1728979200.25 }),
  ]);
  expect(await work.rows('select user_id, occurred_at from events order by 1')).toEqual([
    ['f', '2024-10-15T08:00:00.25Z'],
    ['ms', '2024-10-15T08:00:00.123Z'],
    ['s', '2024-10-15T08:00:00Z'],
    ['us', '2024-10-15T08:00:00.123456Z'],
  ]);
});

test('escapes in a text are read', async () => {
  await load([
    '{"user_id":"a\\u0041\\"\\n\\ud83d\\ude9a","event_type":"c","timestamp":1728979200}',
  ]);
  expect(await ids()).toEqual(['aA"\n🚚']);
});

test('a NUL in an id does not cut it short', async () => {
  const outcome = await load([line('a\u0000b'), line('a\u0000c')]);
  const held = await ids();
  expect(held.length + (countsOf(outcome)[0]?.rejected ?? 0)).toBe(2);
  expect(held).not.toContain('a');
});

test('the second of two equal rows is a duplicate whatever the order of keys', async () => {
  const outcome = await load([
    line('u1'),
    `{"timestamp": "${at}", "event_type": "click", "user_id": "u1"}`,
  ]);
  expect(countsOf(outcome)).toEqual([{ read: 2, new: 1, duplicate: 1 }]);
});

test('a pretty-printed object and an array of objects are refused whole', async () => {
  expect((await load(['{', '"user_id": "u1",', '"event_type": "c"', '}'])).code).toBe(3);
  expect((await load([`[${line('u1')},`, `${line('u2')}]`])).code).toBe(3);
});

test.each([0, 1])('a line of 3 MB is loaded, at position %i', async (position) => {
  const lines = [line('u1'), line('u2')];
  lines[position] = line('u3', { note: 'x'.repeat(3_000_000) });
  const outcome = await load(lines);
  expect(countsOf(outcome)).toEqual([{ read: 2, new: 2 }]);
});

test('bad UTF-8 and NUL bytes are rejects of their own line', async () => {
  const bytes = Buffer.concat([
    Buffer.from(`${line('u1')}\n`),
    Buffer.from(line('uXX').replace('XX', '\x00'), 'latin1'),
    Buffer.from('\n'),
    Buffer.from(line('u\xe9'), 'latin1'),
    Buffer.from(`\n${line('u4')}\n`),
  ]);
  const outcome = await work.ingest([work.file('a.ndjson', bytes)]);
  expect(outcome.code).toBe(3);
  expect(await ids()).toEqual(['u1', 'u4']);
  expect(await work.rows('select line_number, reason from rejects order by 1')).toEqual([
    ['2', 'NUL byte'],
    ['3', 'not UTF-8'],
  ]);
});

test('a field that only later objects have is read', async () => {
  const lines = Array.from({ length: 1500 }, (_, index) => line(`u${index}`));
  const outcome = await load([...lines, line('late', { event_id: 'E1' })]);
  expect(countsOf(outcome)).toEqual([{ read: 1501, new: 1501 }]);
  expect(await work.rows('select user_id from events where event_id is not null')).toEqual([
    ['late'],
  ]);
});

test.each([
  ['a list as an id', '{"user_id":["q"],"event_type":"c","timestamp":"2024-10-15T08:00:00Z"}'],
  ['a fraction as an id', '{"user_id":1.10,"event_type":"c","timestamp":"2024-10-15T08:00:00Z"}'],
  ['a NUL', '{"user_id":"a\\u0000b","event_type":"c","timestamp":"2024-10-15T08:00:00Z"}'],
])('%s is a reject', async (_, bad) => {
  const outcome = await load([line('u1'), bad]);
  expect(outcome.code).toBe(3);
  expect(await ids()).toEqual(['u1']);
});
