import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  countsOf,
  eventsFile,
  hoursFile,
  isOnServer,
  pingsFile,
  workspacePerTest,
} from './workspace.ts';

const work = workspacePerTest();
const good = 'u1,click,2024-10-15T08:00:00Z';

test('rejects are listed with where and why, all or some', async () => {
  await work.ingest([
    work.file('a.csv', eventsFile([good, 'u1,click,soon', ',click,2024-10-15T08:00:00Z'])),
  ]);
  await work.ingest([work.file('b.csv', eventsFile(['u1,click,later']))]);
  const list = async (...flags: string[]) =>
    (
      await work.run([
        'rejects',
        '-f',
        'csv',
        '--columns',
        'load_id,line,column,reason,raw_line',
        ...flags,
      ])
    ).stdout
      .trim()
      .split('\n')
      .slice(1);
  expect(await list()).toEqual([
    '1,3,3,bad time,"u1,click,soon"',
    '1,4,1,empty id,",click,2024-10-15T08:00:00Z"',
    '2,2,3,bad time,"u1,click,later"',
  ]);
  expect(await list('--load', '2')).toEqual(['2,2,3,bad time,"u1,click,later"']);
  expect(await list('--reason', 'empty id')).toEqual([
    '1,4,1,empty id,",click,2024-10-15T08:00:00Z"',
  ]);
  expect((await work.run(['rejects', '--load', '9'])).code).toBe(3);
});

test('exported rejects, mended, load and nothing is left over', async () => {
  const header = 'extra;when;who;what';
  const lines = [
    header,
    'x;2024-10-15 08:00:00;u1;click',
    'y;soon;u2;click',
    'z;2024-10-15 09:00:00;;click',
  ];
  const flags = ['--map', 'user_id=who', '--map', 'event_type=what', '--map', 'timestamp=when'];
  await work.ingest([work.file('a.csv', lines.join('\r\n')), ...flags]);
  const target = work.path('mend.csv');
  const exported = await work.run(['rejects', '--export', target]);
  expect(exported).toMatchObject({ code: 0, stdout: '' });
  expect(exported.stderr).toContain(`rejects written to ${target}: 2;`);
  expect(readFileSync(target, 'utf8')).toBe(`${header}\n${lines[2]}\n${lines[3]}\n`);
  const mended = readFileSync(target, 'utf8')
    .replace('soon', '2024-10-15 10:00:00')
    .replace(';;', ';u3;');
  const outcome = await work.ingest([work.file('mended.csv', mended), ...flags]);
  expect(countsOf(outcome)).toEqual([{ read: 2, new: 2 }]);
  const cleared = await work.run(['rejects', '--clear']);
  expect(cleared.stderr).toBe('rejects cleared: 2\n');
  expect(await work.rows('select count(*) from rejects')).toEqual([['0']]);
});

test('exported and loaded unmended, they are the same rejects', async () => {
  const bytes = Buffer.concat([
    Buffer.from('user_id,event_type,timestamp\ncaf'),
    Buffer.from([0xe9]),
    Buffer.from(',click,2024-10-15T08:00:00Z\nu\0,click,2024-10-15T08:00:00Z\n"u1,click\n'),
  ]);
  await work.ingest([work.file('a.csv', bytes)]);
  const target = work.path('mend.csv');
  await work.run(['rejects', '--export', target]);
  expect(readFileSync(target)).toEqual(bytes);
  const again = await work.ingest([target]);
  expect(again.code).toBe(0);
  expect(countsOf(again)).toEqual([{ read: 3, rejected: 3 }]);
  expect(await work.rows('select count(*) from rejects')).toEqual([['3']]);
});

test('a store left out is exported whole', async () => {
  const rows = ['1,0,08:00,12:00', '1,1,soon,12:00', '2,0,08:00,12:00'];
  await work.ingest([work.file('hours.csv', hoursFile(rows))]);
  const target = work.path('mend.csv');
  await work.run(['rejects', '--export', target]);
  expect(readFileSync(target, 'utf8')).toBe(hoursFile(rows.slice(0, 2)));
});

test('rejects of NDJSON and Parquet are exported as objects', async () => {
  const object = '{"user_id": "u1", "event_type": "click", "timestamp": "soon"}';
  await work.ingest([work.file('a.ndjson', `${object}\n`)]);
  await work.run(['rejects', '--export', work.path('mend.ndjson'), '--clear']);
  expect(readFileSync(work.path('mend.ndjson'), 'utf8')).toBe(`${object}\n`);
  expect(await work.rows('select count(*) from rejects')).toEqual([['0']]);
});

test('files of different headers are not mixed', async () => {
  await work.ingest([work.file('a.csv', eventsFile(['u1,click,soon']))]);
  await work.ingest([work.file('b.csv', pingsFile(['1,active,soon']))]);
  const target = work.path('mend.csv');
  const refused = await work.run(['rejects', '--export', target]);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain('--load 1 (events), --load 2 (store-status)');
  expect(existsSync(target)).toBe(false);
  expect((await work.run(['rejects', '--export', target, '--load', '2', '--clear'])).code).toBe(0);
  expect(readFileSync(target, 'utf8')).toBe(pingsFile(['1,active,soon']));
  expect(await work.rows('select kind from rejects')).toEqual([['events']]);
});

test('a file that can not be written keeps the rejects', async () => {
  await work.ingest([work.file('a.csv', eventsFile(['u1,click,soon']))]);
  const outcome = await work.run(['rejects', '--export', work.path('no/such/mend.csv'), '--clear']);
  expect(outcome.code).toBe(1);
  expect(await work.rows('select count(*) from rejects')).toEqual([['1']]);
});

test('without rejects no file is written', async () => {
  await work.ingest([work.file('a.csv', eventsFile([good]))]);
  const outcome = await work.run(['rejects', '--export', work.path('mend.csv')]);
  expect(outcome).toMatchObject({ code: 0, stderr: 'there are no such rejects\n' });
  expect(existsSync(work.path('mend.csv'))).toBe(false);
});

test('a file that is there is not written over: somebody may have mended it', async () => {
  await work.ingest([work.file('a.csv', eventsFile(['u1,click,soon']))]);
  const target = work.file('mend.csv', 'mended');
  const outcome = await work.run(['rejects', '--export', target, '--clear']);
  expect(outcome.code).toBe(1);
  expect(outcome.stderr).toContain('exists already');
  expect(readFileSync(target, 'utf8')).toBe('mended');
  expect(await work.rows('select count(*) from rejects')).toEqual([['1']]);
});

test('of equal bad lines every one counts towards --max-rejects', async () => {
  const file = work.file('a.csv', eventsFile([good, 'x', 'x', 'x']));
  const outcome = await work.ingest([file, '--max-rejects', '2']);
  expect(outcome.code).toBe(3);
  expect(outcome.stderr).toContain('(and 2 more)');
  const again = await work.ingest([file]);
  expect(again.code).toBe(0);
  expect(again.stderr).toContain('rejected before, so that they fail nothing: 3');
});

test('lines that differ only in bytes that are no text are two rejects', async () => {
  const line = (byte: number) =>
    Buffer.concat([
      Buffer.from('caf'),
      Buffer.from([byte]),
      Buffer.from(',click,2024-10-15T08:00:00Z\n'),
    ]);
  const header = Buffer.from('user_id,event_type,timestamp\n');
  await work.ingest([work.file('a.csv', Buffer.concat([header, line(0xe9)]))]);
  const outcome = await work.ingest([
    work.file('b.csv', Buffer.concat([header, line(0xe8), line(0xea)])),
  ]);
  expect(outcome.code).toBe(3);
  const target = work.path('mend.csv');
  await work.run(['rejects', '--export', target]);
  expect(readFileSync(target)).toEqual(Buffer.concat([header, line(0xe9), line(0xe8), line(0xea)]));
});

test.each([
  ['--limit', '1'],
  ['--fail-if', 'line > 1'],
  ['-f', 'csv'],
  ['--sort', 'line'],
])('%s has no effect on an export, and is refused', async (...flags) => {
  await work.ingest([work.file('a.csv', eventsFile(['u1,click,soon']))]);
  const outcome = await work.run(['rejects', '--clear', ...flags]);
  expect(outcome.code).toBe(2);
  expect(await work.rows('select count(*) from rejects')).toEqual([['1']]);
});

test.skipIf(isOnServer).each([
  ['rejects', '--export'],
  ['store-report', '--out'],
  ['status', '--log-file'],
  ['sql', 'from loads', '--out'],
])('%s %s does not write over the database', async (...argv) => {
  await work.ingest([
    work.file('a.csv', pingsFile(['1,active,soon', '1,active,2024-10-15T08:00:00Z'])),
  ]);
  for (const name of ['case.duckdb', './case.duckdb', 'case.duckdb.wal']) {
    const outcome = await work.run([...argv, work.path(name)]);
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toContain('belongs to the database');
  }
  expect(await work.rows('select count(*) from store_status')).toEqual([['1']]);
});
