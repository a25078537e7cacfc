import { readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { countsOf, eventsFile, workspacePerTest } from './workspace.ts';

const work = workspacePerTest();
const text = eventsFile(['u1,click,2024-10-15T08:00:00Z', 'u2,click,2024-10-15T08:00:00Z']);
/** `text` as the command zstd packs it, with a checksum and without. */
const zst = Buffer.from(
  'KLUv/SRZLQIA1AN1c2VyX2lkLGV2ZW50X3R5cGUsdGltZXN0YW1wCnUxLGNsaWNrLDIwMjQtMTAtMTVUMDg6MDA6MDBaCnUyAQAdGAUFIXlVjQ==',
  'base64',
);
const unchecked = Buffer.from(
  'KLUv/SBZLQIA1AN1c2VyX2lkLGV2ZW50X3R5cGUsdGltZXN0YW1wCnUxLGNsaWNrLDIwMjQtMTAtMTVUMDg6MDA6MDBaCnUyAQAdGAUF',
  'base64',
);
const skippable = Buffer.concat([Buffer.from('502a4d1803000000', 'hex'), Buffer.from('abc')]);
const gzip = gzipSync(text);

test.each([
  ['a.csv.zst', zst],
  ['named-otherwise.csv', zst],
  ['skippable-first.zst', Buffer.concat([skippable, zst])],
  ['skippable-last.zst', Buffer.concat([zst, skippable])],
  ['a.csv.gz', gzip],
  ['plain-inside.csv.gz', Buffer.from(text)],
  ['two-members.gz', Buffer.concat([gzipSync(text.slice(0, 40)), gzipSync(text.slice(40))])],
  ['padded.gz', Buffer.concat([gzip, Buffer.alloc(512)])],
])('%s loads whole', async (name, bytes) => {
  const outcome = await work.ingest([work.file(name, bytes)]);
  expect(outcome.code).toBe(0);
  expect(outcome.stderr).not.toContain('warning');
  expect(countsOf(outcome)).toEqual([{ read: 2, new: 2 }]);
  expect(work.files()).toEqual([name]);
});

test('two frames of zstd are one file', async () => {
  const header = 'user_id,event_type,timestamp';
  const outcome = await work.ingest([work.file('a.zst', Buffer.concat([zst, zst]))]);
  expect(countsOf(outcome)).toEqual([{ read: 5, new: 2, duplicate: 2, rejected: 1 }]);
  expect(await work.rows('select raw_line from rejects')).toEqual([[header]]);
});

test('zstd without a checksum loads, with a warning', async () => {
  const outcome = await work.ingest([work.file('a.zst', unchecked)]);
  expect(outcome.code).toBe(0);
  expect(outcome.stderr).toContain('warning: ');
  expect(outcome.stderr).toContain('without a checksum');
});

const flipped = (bytes: Buffer, at: number, bit: number) => {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(at) ^ bit, at);
  return copy;
};

test.each([
  ['cut.zst', zst.subarray(0, -1), 'zstd'],
  ['cut-in-the-middle.zst', zst.subarray(0, 40), 'zstd'],
  ['flipped.zst', flipped(zst, 20, 1), 'zstd'],
  ['flipped-checksum.zst', flipped(zst, zst.length - 1, 4), 'zstd'],
  ['more.zst', Buffer.concat([zst, Buffer.from('more')]), 'zstd'],
  ['cut.gz', gzip.subarray(0, -1), 'gzip'],
  ['flipped.gz', flipped(gzip, 30, 1), 'gzip'],
  ['flipped-crc.gz', flipped(gzip, gzip.length - 6, 1), 'gzip'],
  ['more.gz', Buffer.concat([gzip, Buffer.from('more')]), 'gzip'],
  ['zeros-then-more.gz', Buffer.concat([gzip, Buffer.alloc(9), gzip]), 'gzip'],
  ['second-member-cut.gz', Buffer.concat([gzip, gzip.subarray(0, 30)]), 'gzip'],
])('%s is refused whole', async (name, bytes, packing) => {
  const outcome = await work.ingest([work.file(name, bytes)]);
  expect(outcome.code).toBe(3);
  expect(outcome.stderr).toContain(`${name}: damaged ${packing}: `);
  expect(readdirSync(work.path('.'))).toEqual([name]);
});

test('packed, piped in, in other order and columns, the same rows are no news', async () => {
  await work.ingest([work.file('a.csv', text)]);
  const [header, ...rows] = text.trim().split('\n') as [string, ...string[]];
  const turned = [header, ...rows].map((line) => line.split(',').reverse().join(';')).join('\n');
  for (const file of [zst, gzip, [header, ...rows.reverse()].join('\n'), turned]) {
    expect(countsOf(await work.ingest(['-'], { stdin: file }))).toEqual([
      { read: 2, duplicate: 2 },
    ]);
  }
});
