import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkspace, type Workspace } from '../ingest/workspace.ts';

const asOf = ['--as-of', '2024-10-15T10:00:00Z'];
const expected = readFileSync('fixtures/orders/expected.prom', 'utf8');

let work: Workspace;
beforeAll(async () => {
  work = openWorkspace();
  await work.ingest(['fixtures/orders/events.ndjson']);
});
afterAll(() => work.remove());

test('order-metrics -f prom is the worked example, to the byte', async () => {
  const outcome = await work.run(['order-metrics', '-f', 'prom', '-q', ...asOf]);
  expect(outcome).toEqual({ code: 0, stdout: expected, stderr: '' });
});

test('a file that ends in .prom is one, and is written whole', async () => {
  const out = work.path('ordstat.prom');
  const outcome = await work.run(['order-metrics', '-q', '-o', out, ...asOf]);
  expect(outcome).toEqual({ code: 0, stdout: '', stderr: '' });
  expect(readFileSync(out, 'utf8')).toBe(expected);
});

test('order-metrics -f json is one object, the keys of other tools first', async () => {
  const { stdout } = await work.run(['order-metrics', '-f', 'json', '-q', ...asOf]);
  const metrics = JSON.parse(stdout);
  expect(Object.keys(metrics).slice(0, 7)).toEqual([
    'total_orders',
    'average_processing_time',
    'status_counts',
    'as_of',
    'percentiles',
    'stuck',
    'problems',
  ]);
  expect(metrics).toMatchObject({
    total_orders: 8,
    average_processing_time: 2100,
    status_counts: { COMPLETED: 2, CREATED: 2, INVENTORY_REJECTED: 0 },
    as_of: '2024-10-15T10:00:00Z',
    percentiles: { p50: 2100, p90: 3300, p95: 3450, p99: 3570 },
    problems: { amount_mismatch: 1, missed_deadline: 0 },
  });
});

test('a wide table with the lifecycle simple gives the keys of a /metrics endpoint', async () => {
  const other = openWorkspace();
  const rows = ['pending,,', 'processing,2025-02-23T12:00:01,']
    .concat('completed,2025-02-23T12:00:01,2025-02-23T12:00:03')
    .map((rest, index) => `A${index},u,${rest.replace(',', ',2025-02-23T12:00:00,')}`);
  const header = 'order_id,user_id,status,created_at,started_at,completed_at';
  await other.ingest([
    other.file('orders.csv', [header, ...rows, ''].join('\n')),
    '--lifecycle',
    'simple',
  ]);
  const argv = ['order-metrics', '-f', 'json', '-q', '--lifecycle', 'simple', '--as-of', 'latest'];
  expect(JSON.parse((await other.run(argv)).stdout)).toMatchObject({
    total_orders: 3,
    average_processing_time: 2,
    status_counts: { pending: 1, processing: 1, completed: 1 },
  });
  other.remove();
});

test('names of statuses are escaped in labels', async () => {
  const other = openWorkspace();
  const name = 'a "b\\c';
  const file = other.file(
    'lifecycle.json',
    JSON.stringify({ name: 'x', statuses: [{ name, initial: true }] }),
  );
  const csv = `order_id,status,timestamp\n1,"a ""b\\c",2024-10-15 08:00:00\n`;
  await other.ingest([other.file('events.csv', csv), '--lifecycle', file]);
  const argv = ['order-metrics', '-f', 'prom', '-q', '--lifecycle', file, '--as-of', 'latest'];
  const { stdout } = await other.run(argv);
  expect(stdout).toContain('ordstat_orders{status="a \\"b\\\\c"} 1\n');
  expect(stdout).not.toContain('ordstat_order_processing_seconds');
  other.remove();
});

test('an unknown order is named with those most like it', async () => {
  const outcome = await work.run(['order-show', 'o-77', '-q']);
  expect(outcome).toEqual({
    code: 3,
    stdout: '',
    stderr: 'error: unknown order: o-77\nhint: nearest ids: o-7, o-1, o-2\n',
  });
});

test('ids of orders are text, whatever they look like', async () => {
  const outcome = await work.run(['order-show', "o-1' or '1'='1", '-q']);
  expect(outcome.code).toBe(3);
});

test.each<[argv: string[], code: number, ...says: string[]]>([
  [['order-status', '--status', 'COMPLETE'], 2, '--status', 'did you mean COMPLETED?'],
  [['order-status', '--since', 'yesterday'], 2, '--since', 'not a time or a duration'],
  [['order-status', '--since', '5x'], 2, '--since', 'not a duration'],
  [['order-status', '--since', '1h', '--until', '2h'], 2, '--until', '--since'],
  [['order-status', '--lifecycle', 'simpel'], 2, '--lifecycle', 'simple'],
  [['order-status', '--lifecycle', 'simple'], 3, 'CANCELLED', '--lifecycle saga'],
  [['order-status', '-f', 'prom'], 2, 'prom'],
  [['order-status', '-o', '/nowhere/x.prom'], 2, 'prom', 'formats'],
  [['order-metrics', '-f', 'json', '--limit', '1'], 2, '--limit', 'one piece'],
  [['order-metrics', '-f', 'prom', '--columns', 'value'], 2, '--columns'],
  [['order-times', '--from', 'CREATED', '--to', 'created'], 2, 'one status'],
  [['order-times', '--from', 'NEW'], 2, '--from', 'NEW'],
  [['order-times', '--states', '--by', 'day'], 2, '--states', '--by'],
  [['order-show'], 2, 'id'],
  [['order-metrics', '--since', '1h'], 2, '--since', 'see ordstat order-metrics --help'],
  [['order-stuck', ...asOf, '--fail-if', "current_status = 'CREATED'"], 4, '1 row', 'o-4'],
  [['order-metrics', ...asOf, '--fail-if', "metric = 'problems' and value > 0"], 4, 'bad_start'],
  [['order-status', '--max-age', '1h'], 4, 'the newest event of an order'],
])('%j exits %i', async (argv, code, ...says) => {
  const outcome = await work.run(argv);
  expect(outcome.code).toBe(code);
  for (const text of says) {
    expect(outcome.stderr).toContain(text);
  }
});

test.each([
  'order-status',
  'order-events',
  'order-summary',
  'order-failures',
  'order-funnel',
  'order-times',
  'order-stuck',
  'order-problems',
])('%s: an empty report is a header, and exit 0', async (command) => {
  const argv = [command, '-q', '-f', 'csv', '--user', 'nobody', ...asOf];
  const outcome = await work.run(argv);
  expect(outcome).toMatchObject({ code: 0, stderr: '' });
  const rows = outcome.stdout.trim().split('\n').slice(1);
  expect(rows.every((row) => /(^|,)0(,|$)/.test(row))).toBe(true);
});

test('without events of orders there is nothing to report', async () => {
  const other = openWorkspace();
  const events = 'user_id,event_type,timestamp\nu,t,2024-10-15 08:00:00\n';
  await other.ingest([other.file('events.csv', events)]);
  const outcome = await other.run(['order-status']);
  expect(outcome).toMatchObject({ code: 3, stdout: '' });
  expect(outcome.stderr).toContain('no events of orders are loaded');
  other.remove();
});

test('the lifecycle can be set once', async () => {
  const environment = { ORDSTAT_LIFECYCLE: 'simple' };
  const outcome = await work.run(['order-summary'], { environment });
  expect(outcome.code).toBe(3);
  expect(outcome.stderr).toContain('lifecycle simple');
});
