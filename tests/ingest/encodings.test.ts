import { expect, test } from 'vitest';
import { countsOf, eventsFile, workspacePerTest } from './workspace.ts';

const work = workspacePerTest();
const rows = ['café,click,2024-10-15T08:00:00Z', 'zoë,click,2024-10-15T09:00:00Z'];
const text = eventsFile(rows);

const utf16le = (content: string) => Buffer.from(content, 'utf16le');
const utf16be = (content: string) => utf16le(content).swap16();
const ids = async () => (await work.rows('select user_id from events order by 1')).flat();

test.each([
  ['utf-16', utf16le(`\ufeff${text}`)],
  ['utf-16', utf16be(`\ufeff${text}`)],
  ['utf-16', utf16le(text)],
  ['utf-16', utf16be(text)],
  ['utf-16le', utf16le(text)],
  ['utf-16be', utf16be(text)],
  ['latin1', Buffer.from(text, 'latin1')],
  ['windows-1252', Buffer.from(text, 'latin1')],
  ['utf-8', Buffer.from(text)],
])('--encoding %s is read as what it is', async (encoding, bytes) => {
  const outcome = await work.ingest([work.file('a.csv', bytes), '--encoding', encoding]);
  expect(outcome.code).toBe(0);
  expect(await ids()).toEqual(['café', 'zoë']);
});

test('characters outside the first plane survive, also across the chunks of reading', async () => {
  const users = Array.from({ length: 40_000 }, (_, index) => `🚚${index}`);
  const file = eventsFile(users.map((user) => `${user},click,2024-10-15T08:00:00Z`));
  await work.ingest([
    work.file('a.csv', utf16le(`\ufeffx${file}`.replace('x', ''))),
    '--encoding',
    'utf-16',
  ]);
  expect(
    await work.rows('select count(*), count(distinct user_id), min(length(user_id)) from events'),
  ).toEqual([['40000', '40000', '2']]);
});

test.each([
  ['utf-16', utf16le(eventsFile([rows[0] as string, 'x\ud83d,click,2024-10-15T09:00:00Z'])), 3],
  [
    'utf-16le',
    Buffer.concat([utf16le(`${text}u3,click,2024-10-15T10:00:00Z`), Buffer.from([0x41])]),
    4,
  ],
  [
    'windows-1252',
    Buffer.from(eventsFile([rows[0] as string, 'x\x81,click,2024-10-15T09:00:00Z']), 'latin1'),
    3,
  ],
  [
    'latin1',
    Buffer.from(eventsFile([rows[0] as string, 'x\x80,click,2024-10-15T09:00:00Z']), 'latin1'),
    3,
  ],
])('what is no %s is a reject of its line only', async (encoding, bytes, line) => {
  const outcome = await work.ingest([work.file('a.csv', bytes), '--encoding', encoding]);
  expect(outcome.code).toBe(3);
  expect(await work.rows('select line_number, reason from rejects')).toEqual([
    [`${line}`, 'not UTF-8'],
  ]);
  expect((await ids())[0]).toBe('café');
});

test('a row of latin1 is a reject that asks for --encoding, which brings it in', async () => {
  const file = work.file('a.csv', Buffer.from(text, 'latin1'));
  const outcome = await work.ingest([file]);
  expect(outcome.code).toBe(3);
  expect(outcome.stderr).toContain('load it again with --encoding');
  expect(await ids()).not.toContain('café');
  expect((await work.ingest([file, '--encoding', 'latin1'])).code).toBe(0);
  expect(await ids()).toContain('café');
});

test.each([
  ['utf-8', utf16le(`\ufeff${text}`), 'is UTF-16'],
  ['utf-8', utf16be(text), 'is UTF-16'],
  ['utf-16', Buffer.from(text), 'does not begin as UTF-16 does'],
  ['utf-16be', utf16le(text), 'the header has no column'],
  ['latin1', utf16le(`\ufeff${text}`), 'NUL bytes'],
  ['latin1', Buffer.from(`\ufeff${text}`), 'the header lacks'],
])('with --encoding %s a file of another encoding is refused', async (encoding, bytes, message) => {
  const outcome = await work.ingest([work.file('a.csv', bytes), '--encoding', encoding]);
  expect(outcome.code).toBe(3);
  expect(outcome.stderr).toContain(message);
  expect(countsOf(outcome)).toEqual([]);
});

test('Latin-1 without saying so: only the lines that show it are rejected', async () => {
  const bytes = Buffer.from(eventsFile([...rows, 'plain,click,2024-10-15T08:00:00Z']), 'latin1');
  const outcome = await work.ingest([work.file('a.csv', bytes)]);
  expect(countsOf(outcome)).toEqual([{ read: 3, new: 1, rejected: 2 }]);
});

test('an unknown encoding is exit 2', async () => {
  expect((await work.ingest([work.file('a.csv', text), '--encoding', 'ebcdic'])).code).toBe(2);
});
