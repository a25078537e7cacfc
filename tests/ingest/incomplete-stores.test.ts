import { afterAll, beforeAll, expect, test } from 'vitest';
import { countsOf, hoursFile, openWorkspace, type Workspace } from './workspace.ts';

const damages: [what: string, row: string | Buffer][] = [
  ['bad day', 'A,7,09:00,17:00'],
  ['day by name', 'A,Monday,09:00,17:00'],
  ['bad time', 'A,1,25:00,17:00'],
  ['no closing time', 'A,1,09:00,'],
  ['opens at 24:00', 'A,1,24:00,24:00'],
  ['12-hour clock', 'A,1,9:00 AM,5:00 PM'],
  ['short row', 'A,1,09:00'],
  ['long row', 'A,1,09:00,17:00,'],
  ['stray quote', 'A,1,09:0"0,17:00'],
  ['text after a quote', 'A,1,"09:00"x,17:00'],
  ['unclosed quote', 'A,1,"09:00,17:00'],
  ['unclosed quote before the id', '"A,1,09:00,17:00'],
  ['quoted id and bad time', '"A",1,nine,17:00'],
  ['a NUL byte', Buffer.from('A,1,09:\x0000,17:00')],
  ['bytes that are no UTF-8', Buffer.from('A,1,09:00,17:00\xff', 'latin1')],
];
const cases = damages.map(([what, row], index) => ({ what, row, index }));

let work: Workspace;
let counts: Record<string, number>[];
let held: string[][];
let incomplete: string[][];

/** A file in which the store A<index> has a good row, the bad one, and another good one. */
function file({ row, index }: (typeof cases)[number]): string {
  const text = Buffer.isBuffer(row) ? row.toString('latin1') : row;
  const lines = ['A,0,09:00,17:00', text, 'A,2,09:00,17:00', 'B,1,09:00,17:00'];
  const content = hoursFile(lines).replace(/\b([AB])(?=["',])/g, `$1${index}`);
  return work.file(`${index}.csv`, Buffer.from(content, 'latin1'));
}

beforeAll(async () => {
  work = openWorkspace();
  const old = cases.map(({ index }) => `A${index},6,09:00,17:00`);
  await work.ingest([work.file('old.csv', hoursFile(old))]);
  const outcome = await work.ingest(cases.map(file));
  expect(outcome.code).toBe(3);
  counts = countsOf(outcome);
  held = await work.rows('select store_id, day_of_week from store_hours order by 1, 2');
  incomplete = await work.rows(
    "select load_id - 2, line_number from rejects where reason = 'store incomplete' order by 1, 2",
  );
});
afterAll(() => work.remove());

test.each(cases)('one bad row does not close a shop: $what', ({ index }) => {
  const days = (store: string) => held.filter(([id]) => id === store).map(([, day]) => day);
  expect(days(`A${index}`)).toEqual(['6']);
  expect(days(`B${index}`)).toEqual(['1']);
  expect(counts[index]).toEqual({ read: 4, new: 1, rejected: 3 });
  const lines = incomplete.filter(([load]) => load === String(index)).map(([, line]) => line);
  expect(lines).toEqual(['2', '4']);
});
