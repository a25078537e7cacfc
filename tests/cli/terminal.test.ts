import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkspace, type Workspace } from '../ingest/workspace.ts';

let work: Workspace;
const nasty = '\u001b[31mred\u001b[0m\u0007\u009b2J\u007f\r\u202edrow\u2028\tend';
const quoted = `"${nasty}"`;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const raw = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u2028\u2029]/;

beforeAll(async () => {
  work = openWorkspace();
  const lines = [`${JSON.stringify(nasty)}`].map(
    (id) => `{"user_id":${id},"event_type":"t","timestamp":"2024-10-15 08:00:00"}`,
  );
  await work.ingest([work.file('a.ndjson', `${lines.join('\n')}\n`)]);
  const bad = `store_id,status,timestamp_utc\n${quoted},active,x\n`;
  await work.ingest([work.file('b.csv', bad)]);
});
afterAll(() => work.remove());

const terminal = { terminal: 80, environment: { NO_COLOR: '1' } };

test.each(['table', 'csv', 'tsv', 'json', 'ndjson', 'markdown'])(
  'no control character of the data reaches a terminal: %s',
  async (format) => {
    for (const query of ['select user_id from events', 'select raw_line from rejects']) {
      const outcome = await work.run(['sql', query, '-f', format], terminal);
      expect(outcome.code).toBe(0);
      expect(outcome.stdout).toContain('red');
      expect(outcome.stdout).not.toMatch(raw);
    }
  },
);

test('nor through the name of a column', async () => {
  const query = `select 1 as ${quoted}`;
  for (const format of ['table', 'csv', 'json', 'markdown']) {
    const outcome = await work.run(['sql', query, '-f', format], terminal);
    expect(outcome.stdout).toContain('red');
    expect(outcome.stdout).not.toMatch(raw);
  }
});

test('nor through errors, notes and file names', async () => {
  const name = '\u001b[31mred\u0007\n\u202e.csv';
  const file = work.file(name, 'user_id,event_type,timestamp\nu,t,2024-10-15 08:00:00\nu,t,x\n');
  const outcomes = [
    await work.run(['ingest', file, '--no-progress'], terminal),
    await work.run(['ingest', work.path(`no${name}`)], terminal),
    await work.run([nasty], terminal),
    await work.run(['event-summary', '--day', nasty], terminal),
    await work.run(['sql', `select ${JSON.stringify(nasty)}`], terminal),
    await work.run(['store-report', '--store', nasty], terminal),
    await work.run(['ingest', work.file('h.csv', `${quoted},x\n`)], terminal),
  ];
  for (const { stderr } of outcomes) {
    expect(stderr).not.toMatch(raw);
    expect(stderr).toMatch(/error: .*\nhint: .*\n$/);
  }
});

test('CSV through a pipe is exact to the byte', async () => {
  const query = "select user_id from events where user_id <> 'u'";
  const { stdout } = await work.run(['sql', query, '-f', 'csv']);
  expect(stdout).toBe(`user_id\n${quoted}\n`);
  const tsv = await work.run(['sql', query, '-f', 'tsv']);
  expect(tsv.stdout).toBe(`user_id\n${quoted}\n`);
  const json = await work.run(['sql', query, '-f', 'json']);
  expect(JSON.parse(json.stdout)).toEqual([{ user_id: nasty }]);
});

test('a table through a pipe has one line for one row', async () => {
  const { stdout } = await work.run(['sql', 'select raw_line from rejects limit 1']);
  expect(stdout.split('\n')).toHaveLength(4);
});

test('colour on a terminal only, and not with --no-color or NO_COLOR', async () => {
  const argv = ['status'];
  const colour = '\u001b[';
  expect((await work.run(argv, { terminal: 80 })).stdout).toContain(colour);
  expect((await work.run(argv)).stdout).not.toContain(colour);
  expect((await work.run([...argv, '--no-color'], { terminal: 80 })).stdout).not.toContain(colour);
  expect((await work.run(argv, terminal)).stdout).not.toContain(colour);
});

test.each([80, 40, 10])('tables keep to %i columns where they can', async (columns) => {
  const world = { terminal: columns, environment: { NO_COLOR: '1' } };
  const { stdout } = await work.run(['status'], world);
  const widest = Math.max(...stdout.split('\n').map((line) => line.length));
  expect(widest).toBeLessThanOrEqual(Math.max(columns, 40));
});
