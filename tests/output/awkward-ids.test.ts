import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWorkspace, type Workspace } from '../ingest/workspace.ts';
import { awkwardIds } from './awkward-ids.ts';

const all = awkwardIds();
/** An id of nothing but spaces is no id. */
const isEmpty = (id: string) => /^ *$/.test(id);
const ids = all.filter((id) => !isEmpty(id));
const at = '2024-10-15 08:00:00';
const header = 'user_id,event_type,timestamp';
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

const files = {
  csv: [header, ...all.map((id) => [id, id, at].map(quoted).join(','))],
  ndjson: all.map((id) => JSON.stringify({ user_id: id, event_type: id, timestamp: at })),
};

// Control characters but tab and line feed, and the marks that turn the direction of text around.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const raw = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

const terminal = { terminal: 80, environment: { NO_COLOR: '1' } };

test('there are enough of them', () => {
  expect(ids.length).toBeGreaterThan(500);
  expect(all.filter(isEmpty)).toEqual(['   ', ' ']);
});

describe.each(['csv', 'ndjson'] as const)('loaded from %s', (kind) => {
  let work: Workspace;
  const summary = ['event-summary', '--day', '2024-10-15', '-q'];
  const columns = ['--columns', 'user_id,event_type'];

  beforeAll(async () => {
    work = openWorkspace();
    const outcome = await work.ingest([
      ...['--as', 'events', work.file(`awkward.${kind}`, `${files[kind].join('\n')}\n`)],
    ]);
    expect(outcome.code).toBe(3);
    const rejects = await work.rows('select reason, raw_line from rejects order by raw_line');
    expect(rejects.map(([reason]) => reason)).toEqual(['empty id', 'empty id']);
    expect(rejects.map(([, line]) => line?.includes(' '))).toEqual([true, true]);
  }, 60_000);
  afterAll(() => work.remove());

  test.each<[string, (text: string) => string[][]]>([
    ['csv', (text) => (parse(text) as string[][]).slice(1)],
    ['tsv', (text) => (parse(text, { delimiter: '\t' }) as string[][]).slice(1)],
    ['json', (text) => JSON.parse(text).map(Object.values)],
    [
      'ndjson',
      (text) =>
        text
          .split('\n')
          .filter((line) => line !== '')
          .map((line) => Object.values(JSON.parse(line))),
    ],
  ])('every id comes out of %s as it went in', async (format, read) => {
    const { stdout, stderr } = await work.run([...summary, ...columns, '-f', format]);
    expect(stderr).toBe('');
    const rows = read(stdout);
    expect(rows.map(([user]) => user).sort()).toEqual([...ids].sort());
    expect(rows.filter(([user, type]) => user !== type)).toEqual([]);
  });

  test.each(['table', 'csv', 'tsv', 'json', 'ndjson', 'markdown'])(
    'nothing raw reaches a terminal: %s',
    async (format) => {
      const outcome = await work.run([...summary, ...columns, '-f', format], terminal);
      expect(outcome.code).toBe(0);
      expect(outcome.stdout.length).toBeGreaterThan(20_000);
      expect(outcome.stdout).not.toMatch(raw);
    },
  );

  test.each(['table', 'markdown'])('a row is a line: %s', async (format) => {
    const narrow = ['--columns', 'user_id', '-f', format];
    const { stdout } = await work.run([...summary, ...narrow], terminal);
    expect(stdout.split('\n')).toHaveLength(ids.length + 3);
  });
});

describe('on stderr', () => {
  let work: Workspace;
  const nasty = ids.filter((id) => id.length < 20 && raw.test(id));

  beforeAll(async () => {
    work = openWorkspace();
    const pings = ids.map((id) => `${quoted(id)},active,${at}`);
    const path = work.file('p.csv', `store_id,status,timestamp_utc\n${pings.join('\n')}\n`);
    expect((await work.ingest([path])).code).toBe(0);
  }, 60_000);
  afterAll(() => work.remove());

  const harmless = (text: string) => {
    expect(text).toMatch(/^error: .*\nhint: .*\n$/);
    expect(text).not.toMatch(raw);
    expect(text).not.toContain('\t');
  };

  test('an unknown store and the nearest ids', async () => {
    const unknown = [
      nasty.join(''),
      ...['\u001b[31mred\u001b[1m', '\u202egnp.exo', 'a\nb\u0007\tb'],
    ];
    for (const id of unknown) {
      const outcome = await work.run(['store-report', `--store=${id}`, '-q'], terminal);
      expect(outcome).toMatchObject({ code: 3, stdout: '' });
      harmless(outcome.stderr);
    }
  });

  test('a store that is known is found, whatever it is called', async () => {
    const known = [
      "'; drop table events; --",
      '\u001b[31mred\u001b[0m',
      '-1',
      'a\nb',
      'x'.repeat(5000),
    ];
    const stores = known.map((id) => `--store=${id}`);
    const { stdout } = await work.run(['store-report', ...stores, '-q', '-f', 'ndjson']);
    const found = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).store_id);
    expect(found.sort()).toEqual(known.sort());
  });

  test('rows that trip a condition', async () => {
    const alternatives = nasty.slice(0, 3).map((id) => `'${id.replaceAll("'", "''")}'`);
    const condition = `store_id in (${alternatives.join(', ')})`;
    const outcome = await work.run(['store-report', '-q', '--fail-if', condition], terminal);
    expect(outcome.code).toBe(4);
    expect(outcome.stderr).toContain('true for 3 rows');
    harmless(outcome.stderr);
  });
});
