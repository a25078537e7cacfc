import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countsOf, openWorkspace, type Workspace, workspacePerTest } from './workspace.ts';

const work = workspacePerTest();
const example = readFileSync('fixtures/orders/events.ndjson', 'utf8').trimEnd().split('\n');
const text = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('');

const commands = [
  ['order-status'],
  ['order-events'],
  ['order-summary'],
  ['order-failures'],
  ['order-funnel'],
  ['order-times'],
  ['order-times', '--states'],
  ['order-times', '--by', 'day'],
  ['order-stuck'],
  ['order-problems'],
  ['order-metrics', '-f', 'json'],
  ['order-metrics', '-f', 'prom'],
  ['order-show', 'o-7'],
];

/** What commands on orders print, by command. */
async function reportsOf(target: Workspace, wanted = commands): Promise<Record<string, string>> {
  const printed: Record<string, string> = {};
  for (const command of wanted) {
    const argv = command.includes('-f') ? command : [...command, '-f', 'csv'];
    const { code, stdout, stderr } = await target.run([...argv, '--as-of', '2024-10-15T10:00:00Z']);
    expect(code, stderr).toBe(0);
    printed[command.join(' ')] = stdout;
  }
  return printed;
}

const held = (target: Workspace) => target.table('order_events', ['load_id']);

/** Counts of several files, added up. */
const sumOf = (counts: readonly Record<string, number>[]) => {
  const sum: Record<string, number> = {};
  for (const [name, count] of counts.flatMap((each) => Object.entries(each))) {
    sum[name] = (sum[name] ?? 0) + count;
  }
  return sum;
};

/** The lines in an order that a seed decides. */
function shuffled(lines: readonly string[], seed: number): string[] {
  const order = fc.shuffledSubarray([...lines], { minLength: lines.length });
  return fc.sample(order, { seed, numRuns: 1 })[0] as string[];
}

describe('the worked example', () => {
  let plain: Workspace;
  let expected: Record<string, string>;
  let events: string[][];

  beforeAll(async () => {
    plain = openWorkspace();
    const outcome = await plain.ingest([plain.file('all.ndjson', text(example))]);
    expect(outcome.code).toBe(3);
    expect(countsOf(outcome)).toEqual([{ read: 30, new: 28, duplicate: 1, rejected: 1 }]);
    expected = await reportsOf(plain);
    events = await held(plain);
  });
  afterAll(() => plain.remove());

  const checkReports = async (target: Workspace, wanted = commands) => {
    const names = wanted.map((command) => command.join(' '));
    const same = Object.fromEntries(names.map((name) => [name, expected[name]]));
    expect(await reportsOf(target, wanted)).toEqual(same);
  };

  test('every report says something', () => {
    for (const [command, printed] of Object.entries(expected)) {
      expect(printed.split('\n').length, command).toBeGreaterThan(2);
    }
  });

  // Every command meets seven of the orders.
  test.each(Array.from({ length: 20 }, (_, seed) => seed))(
    'shuffled with seed %i',
    async (seed) => {
      const lines = shuffled(example, seed);
      expect(lines).not.toEqual(example);
      const outcome = await work.ingest([work.file('a.ndjson', text(lines))]);
      expect(countsOf(outcome)).toEqual([{ read: 30, new: 28, duplicate: 1, rejected: 1 }]);
      expect(await held(work)).toEqual(events);
      const wanted = commands.filter((_, index) => (index + seed) % 3 === 0);
      await checkReports(work, wanted);
    },
  );

  test('shuffled and split into three files', async () => {
    const lines = shuffled(example, 20);
    const parts = [lines.slice(0, 4), lines.slice(4, 19), lines.slice(19)];
    const outcome = await work.ingest(
      parts.map((part, index) => work.file(`${index}.ndjson`, text(part))),
    );
    expect(sumOf(countsOf(outcome))).toEqual({ read: 30, new: 28, duplicate: 1, rejected: 1 });
    await checkReports(work);
  });

  test('loaded twice', async () => {
    const path = work.file('a.ndjson', text(example));
    await work.ingest([path]);
    const again = await work.ingest([path]);
    expect(again.code).toBe(0);
    expect(countsOf(again)).toEqual([{ read: 30, duplicate: 29, rejected: 1 }]);
    await checkReports(work);
  });

  test('packed, and from standard input', async () => {
    await work.ingest([work.file('a.ndjson.gz', gzipSync(text(example)))]);
    await checkReports(work);
    const piped = openWorkspace();
    try {
      await piped.ingest(['-'], { stdin: text(example) });
      await checkReports(piped);
    } finally {
      piped.remove();
    }
  });
});

/** Lines on a thousand orders, a part of them twice, ignored, rejected or at odds over an id. */
const many = Array.from({ length: 1000 }, (_, index) => {
  const event = { orderId: `o-${index}`, type: 'CREATED', timestamp: 1728979200 + index };
  const kinds = { 3: 'PaymentRequested', 5: 'order.refunded' } as Record<number, string>;
  const own = { ...event, type: kinds[index % 50] ?? 'CREATED', total: index / 4 };
  const twin = { ...event, type: 'COMPLETED', eventId: `e-${index % 200}` };
  return [own, ...(index % 7 === 0 ? [own] : []), ...(index % 2 === 0 ? [twin] : [])];
})
  .flat()
  .map((event) => JSON.stringify(event));

const wide = Array.from({ length: 1000 }, (_, index) => {
  const clock = `2024-10-15 08:${10 + (index % 50)}:00`;
  return `o-${index},${['CREATED', 'COMPLETED', 'gone'][index % 3]},${clock},${index % 4 ? '' : clock}`;
});

test.each([
  ['events of orders', 25, '', many],
  ['a wide table', 10, 'order_id,status,created_at,completed_at\n', wide],
])('%s: a thousand orders are the same in one file and in %i', async (_, count, head, lines) => {
  const whole = await work.ingest([work.file('all', head + text(lines))]);
  const parts = openWorkspace();
  try {
    const files = Array.from({ length: count }, (_, part) =>
      parts.file(`${part}`, head + text(lines.filter((_, index) => index % count === part))),
    );
    const split = await parts.ingest(files);
    expect(countsOf(split)).toHaveLength(count);
    expect(sumOf(countsOf(split))).toEqual(countsOf(whole)[0]);
    expect(await held(parts)).toEqual(await held(work));
    expect((await held(work)).length).toBeGreaterThan(900);
  } finally {
    parts.remove();
  }
});

const at = '2024-10-15T08:00:00Z';
const claims = [
  { orderId: 'o-1', type: 'CREATED', timestamp: '2024-10-15T09:00:00Z', eventId: 'e1' },
  { orderId: 'o-3', type: 'CREATED', timestamp: at, eventId: 'e1' },
  { orderId: 'o-2', type: 'CREATED', timestamp: at, eventId: 'e1', total: 5 },
  { orderId: 'o-2', type: 'CREATED', timestamp: at, eventId: 'e1' },
].map((claim) => JSON.stringify(claim));

test.each([[[0, 1, 2, 3]], [[3, 2, 1, 0]], [[2, 0, 3, 1]], [[1, 3, 0, 2]]])(
  'an event_id claimed by four events, loaded in the order %j: the earliest wins',
  async (order) => {
    const lines = order.map((index) => claims[index] as string);
    const files = lines.map((line, index) => work.file(`${index}`, text([line])));
    const outcome = await work.ingest(files);
    expect(outcome.code).toBe(0);
    expect(sumOf(countsOf(outcome))).toEqual({ read: 4, new: 1, conflict: 3 });
    const columns = 'order_id, occurred_at, total';
    const winner = [['o-2', at, '5.0000']];
    expect(await work.rows(`select ${columns} from order_events`)).toEqual(winner);
    expect(sumOf(countsOf(await work.ingest(files)))).toEqual({ read: 4, duplicate: 4 });
    const together = await work.ingest([work.file('all', text([...lines, ...lines]))]);
    expect(countsOf(together)).toEqual([{ read: 8, duplicate: 8 }]);
    expect(await work.rows(`select ${columns} from order_events`)).toEqual(winner);
  },
);

test('the same event in other words is a duplicate, with another payment it is not', async () => {
  const failed = (more: object, type = 'PAYMENT_FAILED') =>
    JSON.stringify({ orderId: 'o', type, timestamp: at, reason: 'R', ...more });
  const lines = [
    failed({ paymentId: 'p-1' }),
    failed({ payment_id: 'p-1', timestamp: 1728979200000 }, 'payment.failed'),
    failed({ timestamp: undefined, failedAt: at, paymentId: 'p-1' }, 'com.acme.PaymentFailed'),
    failed({ paymentId: 'p-2' }),
  ];
  const outcome = await work.ingest([work.file('a', text(lines))]);
  expect(countsOf(outcome)).toEqual([{ read: 4, new: 2, duplicate: 2 }]);
  const later = await work.ingest([work.file('b', text([failed({ paymentId: 'p-3' })]))]);
  expect(countsOf(later)).toEqual([{ read: 1, new: 1 }]);
  const rows = await work.rows('select reference_id, details from order_events order by 1');
  expect(rows).toEqual(['p-1', 'p-2', 'p-3'].map((id) => [id, 'Payment failed: R']));
});
