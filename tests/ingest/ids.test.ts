import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkspace, type Workspace } from './workspace.ts';

const ids = [
  '8139926242460185114',
  '1481966498820158979',
  '18446744073709551616',
  '0007',
  '7',
  '7.0',
  '07e2',
  '1e5',
  '-0',
  '+7',
  'NA',
  'N/A',
  'null',
  'NULL',
  'nan',
  'None',
  'true',
  '\\N',
  '#7',
  '🚚🏬',
  'é',
  'e\u0301',
  'İstanbul',
  ' leading',
  'trailing ',
  'two  spaces inside',
  'ＡＢＣ',
  'a\u00a0b',
  '\u200b',
  "'; drop table events; --",
  '$day',
  '-',
  '=1+1',
  'x'.repeat(1000),
];

let work: Workspace;
const at = '2024-10-15 08:00:00';

const files: Record<string, (id: string) => string> = {
  csv: (id) => `${id},click,${at},${id}`,
  quoted: (id) => `"${id}","click","${at}","${id}"`,
  json: (id) =>
    JSON.stringify({ user_id: id, event_type: 'click', timestamp: at, event_id: `${id}.` }),
};

beforeAll(async () => {
  work = openWorkspace();
});
afterAll(() => work.remove());

test.each(['csv', 'quoted', 'careful'])('ids of a %s file are kept byte for byte', async (way) => {
  const line = files[way === 'quoted' ? 'quoted' : 'csv'] as (id: string) => string;
  const header = 'user_id,event_type,timestamp,event_id';
  const blank = way === 'careful' ? [''] : [];
  const lines = ids.map((id) => line(id).replace(/,([^,]*)$/, `,$1`));
  const path = work.file(`${way}.csv`, [header, ...blank, ...lines, ''].join('\n'));
  const fresh = openWorkspace();
  try {
    const outcome = await fresh.ingest([path]);
    expect(outcome.code).toBe(0);
    const loaded = await fresh.rows('select user_id, event_id from events');
    expect(new Set(loaded.map(([id]) => id))).toEqual(new Set(ids));
    expect(loaded.every(([user, event]) => user === event)).toBe(true);
  } finally {
    fresh.remove();
  }
});

test('ids of NDJSON are kept byte for byte, text or number', async () => {
  const numbers = [
    '1481966498820158979',
    '8139926242460185114',
    '18446744073709551615',
    '123456789012345678901234567890',
    '9007199254740993',
    '7',
    '-7',
  ];
  const rows = [
    ...ids.map((id) => ({ text: JSON.stringify(id), type: 'text' })),
    ...numbers.map((text) => ({ text, type: 'number' })),
  ].map(({ text, type }) => `{"user_id":${text},"event_type":"${type}","timestamp":"${at}"}`);
  const fresh = openWorkspace();
  try {
    const outcome = await fresh.ingest([fresh.file('a.ndjson', `${rows.join('\n')}\n`)]);
    expect(outcome.code).toBe(0);
    const loaded = await fresh.rows('select event_type, user_id from events');
    const of = (type: string) => loaded.filter(([own]) => own === type).map(([, id]) => id);
    expect(of('text').sort()).toEqual([...ids].sort());
    expect(of('number').sort()).toEqual([...numbers].sort());
  } finally {
    fresh.remove();
  }
});

test('an id without a character in it is rejected, in every column that needs one', async () => {
  const fresh = openWorkspace();
  const lines = [
    `,click,${at}`,
    `"",click,${at}`,
    `   ,click,${at}`,
    `u,,${at}`,
    `u,  ,${at}`,
    'u,click,',
  ];
  try {
    const path = fresh.file('a.csv', ['user_id,event_type,timestamp', ...lines, ''].join('\n'));
    expect((await fresh.ingest([path])).code).toBe(3);
    const rejects = await fresh.rows(
      'select line_number, column_number, field, reason from rejects order by 1',
    );
    expect(rejects).toEqual([
      ['2', '1', 'user_id', 'empty id'],
      ['3', '1', 'user_id', 'empty id'],
      ['4', '1', 'user_id', 'empty id'],
      ['5', '2', 'event_type', 'empty event type'],
      ['6', '2', 'event_type', 'empty event type'],
      ['7', '3', 'timestamp', 'bad time'],
    ]);
  } finally {
    fresh.remove();
  }
});
