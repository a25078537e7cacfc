import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { workspacePerTest } from '../ingest/workspace.ts';

const work = workspacePerTest();

/** Every ASCII character at the start, the middle and the end of a text, and what is awkward. */
const texts = [
  ...Array.from({ length: 127 }, (_, index) => String.fromCharCode(index + 1)).flatMap(
    (character) => [`${character}b`, `a${character}b`, `a${character}`],
  ),
  'é',
  '🚚',
  '\ufeffx',
  '"quoted"',
  'a,"b"\r\n',
  '=1+1',
  'null',
  '\\N',
  ' both ',
];

test.each(['csv', 'tsv'])('a %s file has the bytes of standard output', async (format) => {
  const lines = texts.map((text, index) =>
    JSON.stringify({
      order_id: `${index}`,
      status: 'CREATED',
      timestamp: '2024-10-15T08:00:00.5Z',
      details: text,
      user_id: index % 3 === 0 ? null : text,
      total: index % 2 === 0 ? null : index / 8,
    }),
  );
  await work.ingest([work.file('events.ndjson', `${lines.join('\n')}\n`)]);
  for (const argv of [
    ['order-status', '--as-of', 'now'],
    ['order-status', '--as-of', 'now', '--limit', '7', '--sort', 'order_total:desc'],
    ['order-status', '--as-of', 'now', '--user', 'nobody'],
    ['order-events', '--columns', 'user_id,details'],
    ['status'],
  ]) {
    const out = work.path(`report.${format}`);
    const printed = await work.run([...argv, '-q', '-f', format]);
    expect(printed.code).toBe(0);
    expect(await work.run([...argv, '-q', '-o', out])).toMatchObject({ code: 0, stdout: '' });
    expect(readFileSync(out, 'utf8')).toBe(printed.stdout);
  }
});

test.each(['csv', 'tsv'])('many rows are printed as few are: %s', async (format) => {
  const lines = Array.from({ length: 12_000 }, (_, index) =>
    JSON.stringify({
      order_id: `${texts[index % texts.length]}${index}`,
      status: 'CREATED',
      timestamp: '2024-10-15T08:00:00.5Z',
      details: index % 5 === 0 ? null : texts[index % texts.length],
    }),
  );
  await work.ingest([work.file('events.ndjson', `${lines.join('\n')}\n`)]);
  const argv = ['order-events', '-q', '-f', format];
  const all = await work.run(argv);
  const few = await work.run([...argv, '--limit', '10000']);
  const limited = await work.run([...argv, '--limit', '11000']);
  expect(all.stdout.startsWith(few.stdout)).toBe(true);
  expect(all.stdout.startsWith(limited.stdout)).toBe(true);
  const delimiter = format === 'csv' ? ',' : '\t';
  expect(parse(few.stdout, { delimiter })).toHaveLength(10_001);
  expect(parse(limited.stdout, { delimiter })).toHaveLength(11_001);
  const out = work.path('all.txt');
  await work.run([...argv, '-o', out]);
  expect(readFileSync(out, 'utf8')).toBe(all.stdout);
  expect(readdirSync(work.path('.')).filter((name) => name.includes('.tmp.'))).toEqual([]);
});
