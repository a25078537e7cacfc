import { readFileSync } from 'node:fs';
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
