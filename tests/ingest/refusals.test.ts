import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { countsOf, eventsFile, isOnServer, workspacePerTest } from './workspace.ts';

const work = workspacePerTest();
const at = '2024-10-15 08:00:00';
const good = eventsFile([`u1,click,${at}`, `u2,click,${at}`]);
const many = eventsFile(Array.from({ length: 5000 }, (_, index) => `u${index},click,${at}`));
const packed = gzipSync(many);
const flipped = Buffer.from(packed);
flipped[packed.length - 6] = (flipped[packed.length - 6] as number) ^ 1;
const utf16 = Buffer.from(`\uFEFF${good}`, 'utf16le');

test.each<[what: string, content: string | Buffer, says: string]>([
  ['missing columns', 'user_id,event_type\nu,t\n', 'lacks timestamp'],
  ['no header', `u1,click,${at}\n`, 'no column of any kind'],
  ['empty', '', 'empty'],
  ['only a byte order mark', '\uFEFF', 'header'],
  ['only line ends', '\n\n\n', 'header'],
  ['two columns of one name', `user_id,user_id,event_type,timestamp\na,b,c,${at}\n`, 'user_id'],
  [
    'two names that differ in case',
    `user_id,User_ID,event_type,timestamp\na,b,c,${at}\n`,
    'user_id',
  ],
  ['an unclosed quote in the header', `"user_id,event_type,timestamp\nu,t,${at}\n`, 'header'],
  ['HTML', '<!DOCTYPE html>\n<html><body>user_id,event_type,timestamp</body></html>\n', 'web page'],
  ['HTML after blank lines', '\n\n  <HTML><body>502</body></HTML>\n', 'web page'],
  ['XML', '<?xml version="1.0"?>\n<rows/>\n', 'web page'],
  ['a PNG', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), ''],
  ['a PDF', '%PDF-1.7\nuser_id,event_type,timestamp\n', 'binary'],
  ['a ZIP', Buffer.from('PK\x03\x04user_id,event_type,timestamp\n'), 'binary'],
  ['random bytes', Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 97) % 256)), ''],
  ['UTF-16 with BOM', utf16, 'UTF-16'],
  ['UTF-16 without BOM', utf16.subarray(2), 'UTF-16'],
  ['UTF-16 big-endian', Buffer.from(utf16).swap16(), 'UTF-16'],
  ['a JSON array', '[{"user_id":"u"}]\n', 'JSON array'],
  ['a truncated gzip', packed.subarray(0, packed.length - 1000), 'gzip'],
  ['a gzip without its last bytes', packed.subarray(0, -4), 'gzip'],
  ['a gzip with a wrong check sum', flipped, 'gzip'],
  ['a gzip of nothing', gzipSync(''), 'empty'],
  ['a gzip header alone', packed.subarray(0, 10), 'gzip'],
  ['one letter', 'x', 'no column of any kind'],
  ['two letters', 'ab', 'no column of any kind'],
])('%s: refused whole', async (_, content, says) => {
  const path = work.file('input', content);
  const outcome = await work.ingest([path]);
  expect(outcome.code).toBe(3);
  expect(outcome.stdout).toBe('');
  expect(countsOf(outcome)).toEqual([]);
  expect(outcome.stderr).toContain(path);
  expect(outcome.stderr).toContain(says);
  expect(existsSync(work.path('case.duckdb'))).toBe(false);
});

test.skipIf(isOnServer)('a refused file leaves the database as it was, byte for byte', async () => {
  await work.ingest([work.file('a.csv', good)]);
  const before = readFileSync(work.path('case.duckdb'));
  const refused = await work.ingest([work.file('b.csv', 'user_id,event_type\n')]);
  expect(refused.code).toBe(3);
  expect((await work.ingest(['-'], { stdin: '' })).code).toBe(3);
  expect((await work.ingest(['-'], { stdin: packed.subarray(0, 500) })).code).toBe(3);
  expect(readFileSync(work.path('case.duckdb')).equals(before)).toBe(true);
});

test.each([
  ['plain', 'user_id,event_type,timestamp\n'],
  ['no line end', 'user_id,event_type,timestamp'],
  ['CRLF', 'user_id,event_type,timestamp\r\n'],
  ['blank lines', 'user_id,event_type,timestamp\n\n\n'],
  ['hours', 'store_id,day,start_time_local,end_time_local\n'],
  ['zones', 'store_id,timezone_str\n'],
  ['pings', 'store_id,status,timestamp_utc\n'],
])('a header without rows (%s) is 0 read, with a warning', async (_, content) => {
  const outcome = await work.ingest([work.file('a.csv', content)]);
  expect(outcome.code).toBe(0);
  expect(outcome.stderr).toContain('0 read = 0 new');
  expect(outcome.stderr).toContain('warning:');
});

test('a header of hours without rows leaves the hours that are held', async () => {
  const header = 'store_id,day,start_time_local,end_time_local\n';
  await work.ingest([work.file('a.csv', `${header}A,0,09:00,17:00\n`)]);
  await work.ingest([work.file('b.csv', header)]);
  expect(await work.rows('select store_id from store_hours')).toEqual([['A']]);
});
