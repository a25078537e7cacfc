import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Outcome } from '../support/command-line.ts';
import {
  countsOf,
  openWorkspace,
  plainName,
  type Workspace,
  workspacePerTest,
} from './workspace.ts';

const work = workspacePerTest();
const bom = '\uFEFF';
const at = '2024-10-15 08:00:00';
const events = 'select user_id, event_type, occurred_at, event_id from events order by 1, 2, 3, 4';

const forms: [what: string, content: string][] = [
  ['plain', `user_id,event_type,timestamp\nu1,click,${at}\n`],
  ['no line end at the end', `user_id,event_type,timestamp\nu1,click,${at}`],
  ['another column order', `timestamp,user_id,event_type\n${at},u1,click\n`],
  ['other columns between', `x,user_id,y,event_type,z,timestamp\n1,u1,2,click,3,${at}\n`],
  ['columns without a name', `,user_id,event_type,,timestamp\n0,u1,click,,${at}\n`],
  ['names in capitals and spaces', `User_ID , EVENT_TYPE, Timestamp\nu1,click,${at}\n`],
  ['a byte order mark', `${bom}user_id,event_type,timestamp\nu1,click,${at}\n`],
  ['a byte order mark and quotes', `${bom}"user_id","event_type","timestamp"\nu1,click,${at}\n`],
  ['CRLF', `user_id,event_type,timestamp\r\nu1,click,${at}\r\n`],
  ['BOM, CRLF, semicolons', `${bom}user_id;event_type;timestamp\r\nu1;click;${at}\r\n`],
  ['CR alone', `user_id,event_type,timestamp\ru1,click,${at}\r`],
  ['mixed line ends', `user_id,event_type,timestamp\r\nu1,click,${at}\n`],
  ['tabs', `user_id\tevent_type\ttimestamp\nu1\tclick\t${at}\n`],
  ['bars', `user_id|event_type|timestamp\nu1|click|${at}\n`],
  ['quotes', `"user_id","event_type","timestamp"\n"u1","click","${at}"\n`],
  ['blank lines', `user_id,event_type,timestamp\n\n\nu1,click,${at}\n\n\n`],
  ['blank lines of CRLF', `user_id,event_type,timestamp\r\n\r\nu1,click,${at}\r\n\r\n`],
  ['an empty event_id', `user_id,event_type,timestamp,event_id\nu1,click,${at},\n`],
  ['NDJSON', `{"user_id":"u1","event_type":"click","timestamp":"${at}"}\n`],
  ['NDJSON with BOM', `${bom}{"user_id":"u1","event_type":"click","timestamp":"${at}"}\n`],
  ['NDJSON with CRLF', `{"user_id":"u1","event_type":"click","timestamp":"${at}"}\r\n`],
  ['NDJSON and blanks', `\n{"user_id":"u1","event_type":"click","timestamp":"${at}"}\n\n\n`],
];

describe('one command with a file of every form', () => {
  let all: Workspace;
  let outcome: Outcome;
  let loaded: string[][];

  beforeAll(async () => {
    all = openWorkspace();
    const files = forms.map(([, content], index) =>
      all.file(`${index}`, content.replaceAll('click', `click${index}`)),
    );
    outcome = await all.ingest(files);
    loaded = await all.rows(
      'select event_type, user_id, occurred_at, event_id from events order by load_id',
    );
  });
  afterAll(() => all.remove());

  test.each(forms.map(([what], index) => ({ what, index })))('$what', ({ index }) => {
    expect(outcome).toMatchObject({ code: 0, stdout: '' });
    expect(countsOf(outcome)[index]).toEqual({ read: 1, new: 1 });
    expect(loaded[index]).toEqual([`click${index}`, 'u1', '2024-10-15T08:00:00Z', '']);
  });
});

const quotedFields: [what: string, line: string, id: string][] = [
  ['a comma', `"a,b",click,${at}`, 'a,b'],
  ['a line end', `"a\nb",click,${at}`, 'a\nb'],
  ['two line ends', `"a\n\nb",click,${at}`, 'a\n\nb'],
  ['CRLF', `"a\r\nb",click,${at}`, 'a\r\nb'],
  ['doubled quotes', `"a ""b"" c",click,${at}`, 'a "b" c'],
  ['only a doubled quote', `"""",click,${at}`, '"'],
  ['a comma, a quote, a line end', `"a, ""b""\nc",click,${at}`, 'a, "b"\nc'],
  ['a backslash', `"a\\",click,${at}`, 'a\\'],
  ['an apostrophe', `o'neil,click,${at}`, "o'neil"],
];

describe('one command with a file of every quoted field', () => {
  let all: Workspace;
  let loaded: string[][];

  beforeAll(async () => {
    all = openWorkspace();
    const files = quotedFields.map(([, line], index) => {
      const content = `user_id,event_type,timestamp\nx,click,${at}\n${line}\nz,click,${at}\n`;
      return all.file(`${index}`, content.replaceAll('click', `click${index}`));
    });
    const outcome = await all.ingest(files);
    expect(countsOf(outcome)).toEqual(files.map(() => ({ read: 3, new: 3 })));
    loaded = await all.rows('select event_type, user_id from events');
  });
  afterAll(() => all.remove());

  test.each(quotedFields.map(([what, , id], index) => ({ what, id, index })))(
    '$what in a quoted field',
    ({ id, index }) => {
      const ids = loaded.filter(([type]) => type === `click${index}`).map(([, own]) => own);
      expect(ids.sort()).toEqual([id, 'x', 'z'].sort());
    },
  );
});

test.each([
  ['events', 'user_id,event_type,timestamp', `u,t,${at}`],
  ['store-status', 'store_id,status,timestamp_utc', `1,active,${at}`],
  ['store-hours', 'store_id,day,start_time_local,end_time_local', '1,0,09:00:00,17:00:00'],
  ['store-hours', 'store_id,dayOfWeek,start_time_local,end_time_local', '1,0,09:00,17:00'],
  ['store-timezones', 'store_id,timezone_str', '1,America/Chicago'],
])('%s is known by %s', async (kind, header, line) => {
  const outcome = await work.ingest([work.file('a.csv', `${header}\n${line}\n`)]);
  expect(outcome.stderr).toContain(`: ${kind}: 1 read = 1 new`);
  expect(await work.rows('select kind, rows_new from loads')).toEqual([[kind, '1']]);
});

test('a header that fits two kinds asks for --as', async () => {
  const path = work.file(
    'a.csv',
    `store_id,timezone_str,status,timestamp_utc\n1,America/Chicago,active,${at}\n`,
  );
  const refused = await work.ingest([path]);
  expect(refused.code).toBe(3);
  expect(refused.stderr).toContain('--as');
  const outcome = await work.ingest([path, '--as', 'store-timezones']);
  expect(countsOf(outcome)).toEqual([{ read: 1, new: 1 }]);
});

test('--map names columns, and --as then needs no header of its own', async () => {
  const path = work.file(
    'a.csv',
    `Case ID;Activity;Complete Timestamp\n007;Confirm receipt;${at}\n`,
  );
  const outcome = await work.ingest([
    path,
    '--map',
    'user_id=case id',
    '--map',
    'event_type=Activity',
    '--map',
    'timestamp=Complete Timestamp',
  ]);
  expect(outcome.code).toBe(0);
  expect(await work.rows(events)).toEqual([['007', 'Confirm receipt', '2024-10-15T08:00:00Z', '']]);
});

test.each([
  [['--as', 'evnts'], 2, 'did you mean events?'],
  [['--as', 'store-hours'], 3, 'lacks'],
  [['--map', 'userid=user_id'], 2, 'did you mean user_id?'],
  [['--map', 'user_id=userid'], 3, 'did you mean user_id?'],
  [['--map', 'user_id'], 2, '--map'],
  [['--map', '=x'], 2, '--map'],
])('%j exits %i', async (argv, code, text) => {
  const path = work.file('a.csv', `user_id,event_type,timestamp\nu,t,${at}\n`);
  const outcome = await work.ingest([path, ...argv]);
  expect(outcome.code).toBe(code);
  expect(outcome.stderr).toContain(text);
});

test('standard input, plain and packed, and several packed files of one command', async () => {
  const content = (id: string) => `user_id,event_type,timestamp\n${id},click,${at}\n`;
  expect(await work.ingest(['-'], { stdin: content('in') })).toMatchObject({ code: 0 });
  expect(await work.ingest(['-'], { stdin: gzipSync(content('gz')) })).toMatchObject({ code: 0 });
  const outcome = await work.ingest([
    work.file('a.csv.gz', gzipSync(content('a'))),
    work.file('b.csv.gz', gzipSync(content('b'))),
    work.file('c.csv.gz', Buffer.concat([gzipSync(content('c')), gzipSync(`d,click,${at}\n`)])),
    work.file('renamed.csv', gzipSync(content('e'))),
  ]);
  expect(countsOf(outcome).map((counts) => counts.new)).toEqual([1, 1, 2, 1]);
  const ids = (await work.rows('select user_id from events order by 1')).flat();
  expect(ids).toEqual(['a', 'b', 'c', 'd', 'e', 'gz', 'in']);
});

test('a quoted pattern names the files it matches, in order', async () => {
  for (const name of ['b.csv', 'a.csv', 'c.txt']) {
    work.file(name, `user_id,event_type,timestamp\n${name},click,${at}\n`);
  }
  const outcome = await work.ingest([work.path('*.csv')]);
  expect(outcome.code).toBe(0);
  expect(await work.rows(`select load_id, ${plainName} from loads order by 1`)).toEqual([
    ['1', 'a.csv'],
    ['2', 'b.csv'],
  ]);
});

test('a pattern that matches nothing is a missing file', async () => {
  const outcome = await work.ingest([work.path('*.nope')]);
  expect(outcome.code).toBe(1);
  expect(outcome.stderr).toContain('no such file');
});
