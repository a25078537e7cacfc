import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, readdirSync, readFileSync, rmSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { sqlFile } from '../../src/engine/sql-files.ts';
import { hoursFile, openWorkspace, pingsFile, zonesFile } from '../ingest/workspace.ts';
import { bin, runBinary } from '../support/binary.ts';

const kills = Number(process.env.ORDSTAT_TORTURE ?? 8);
const work = openWorkspace();
afterAll(() => work.remove());
const db = ['--db', work.path('case.duckdb')];
const storeCount = 50;
const rowsPerFile = 4_000;

const pings = (file: number) =>
  pingsFile(
    Array.from({ length: rowsPerFile }, (_, row) => {
      const minute = String(row % 60).padStart(2, '0');
      const hour = String(Math.floor(row / 60) % 24).padStart(2, '0');
      const day = String(10 + Math.floor(row / 1440)).padStart(2, '0');
      const status = row % 3 === 0 ? 'inactive' : 'active';
      return `${file}-${row % storeCount},${status},2024-10-${day} ${hour}:${minute}:00 UTC`;
    }),
  );
const orderCount = 1_000;
const orderIds = Array.from({ length: orderCount }, (_, order) => `o-${order}`);
const orderEvents = [
  'order_id,status,timestamp',
  ...orderIds.flatMap((id) => [
    `${id},CREATED,2024-10-15 08:00:00`,
    `${id},COMPLETED,2024-10-16 08:00:00`,
  ]),
  '',
].join('\n');
/** Exported twice: the second time every order is completed. */
const orders = (completedAt: string) =>
  [
    'order_id,status,created_at,completed_at',
    ...orderIds.map((id) => `w${id},COMPLETED,2024-10-15 08:00:00,${completedAt}`),
    '',
  ].join('\n');
const stores = Array.from({ length: storeCount }, (_, store) => `1-${store}`);

const inputs = [
  work.file('1.csv', pings(1)),
  work.file('2.csv', pings(2)),
  work.file('3.csv.gz', gzipSync(pings(3))),
  work.file('hours.csv', hoursFile(stores.map((store) => `${store},1,09:00,17:00`))),
  work.file('zones.csv', zonesFile(stores.map((store) => `${store},Asia/Kolkata`))),
  work.file('order-events.csv', orderEvents),
  work.file('orders-1.csv', orders('')),
  work.file('orders-2.csv', orders('2024-10-16 08:00:00')),
  '-',
];
const standardInput = work.file('4.csv', pings(4));
const ingest = ['ingest', ...inputs, ...db];

/** Runs a command and kills it after so many milliseconds; false if it had ended by itself. */
async function killedAfter(ms: number, argv: readonly string[]): Promise<boolean> {
  const child = spawn(process.execPath, [bin, ...argv], { stdio: ['pipe', 'ignore', 'ignore'] });
  child.stdin.on('error', () => undefined);
  createReadStream(standardInput).pipe(child.stdin);
  const timer = setTimeout(() => child.kill('SIGKILL'), ms);
  const [, signal] = await once(child, 'close');
  clearTimeout(timer);
  return signal === 'SIGKILL';
}

async function millisecondsOf(argv: readonly string[]): Promise<number> {
  const start = performance.now();
  const outcome = await runBinary(argv, { inputFile: standardInput });
  expect(outcome.exitCode, outcome.stderr).toBe(0);
  return performance.now() - start;
}

/** Moments spread evenly over a run, as parts of it. */
const moments = (count: number) => Array.from({ length: count }, (_, at) => (at + 0.5) / count);

const strays = () => readdirSync(work.path('.')).filter((name) => /\.tmp|\.wal/.test(name));

function removeDatabase(): void {
  for (const name of readdirSync(work.path('.')).filter((each) => each.includes('case.duckdb'))) {
    rmSync(work.path(name), { recursive: true });
  }
}

/** What must be there once, however often the way to it was cut off. */
async function expectEverythingOnce(): Promise<void> {
  const query = `
    select (select count(*) from store_status),
        (select count(distinct (store_id, observed_at)) from store_status),
        (select count(*) from store_hours), (select count(*) from store_timezones),
        (select sum(rows_new) from loads where kind = 'store-status'),
        (select count(*) from loads
            where rows_read <> rows_new + rows_duplicate + rows_conflict + rows_ignored
                + rows_rejected + rows_replaced),
        (select count(*) from store_status anti join loads using (load_id)),
        (${sqlFile('4_reports/doctor_weeks').replace(/^--.*$/gm, '')}),
        (select count(*) from order_events where origin = 'event'),
        (select count(distinct (order_id, status)) from order_events where origin = 'time'),
        (select count(*) from order_events where origin <> 'event'),
        (select count(*) from orders)`;
  const all = String(4 * rowsPerFile);
  const [row] = await work.rows(query);
  const steps = String(2 * orderCount);
  expect(row).toEqual(
    [all, all, String(storeCount), String(storeCount), all, '0', '0', '0'].concat([
      steps,
      steps,
      steps,
      steps,
    ]),
  );
  expect(strays()).toEqual([]);
}

test('an ingest killed at any moment, run again, has loaded every row once', async () => {
  let wholeMs = await millisecondsOf(ingest);
  let killed = 0;
  for (const part of moments(kills)) {
    removeDatabase();
    killed += (await killedAfter(part * wholeMs, ingest)) ? 1 : 0;
    wholeMs = await millisecondsOf(ingest);
    await expectEverythingOnce();
  }
  process.stderr.write(`ingest: ${killed} of ${kills} killed within ${Math.round(wholeMs)} ms\n`);
  expect(killed).toBeGreaterThan(kills / 3);
}, 3_600_000);

test('killed again and again, it still ends with every row once', async () => {
  removeDatabase();
  const wholeMs = await millisecondsOf(ingest);
  removeDatabase();
  for (const part of moments(Math.ceil(kills / 4)).reverse()) {
    await killedAfter(part * wholeMs, ingest);
  }
  await millisecondsOf(ingest);
  await expectEverythingOnce();
}, 3_600_000);

test.each(['csv', 'parquet'])(
  'a report killed at any moment leaves the old or the new %s',
  async (format) => {
    const out = work.path(`report.${format}`);
    const report = ['store-report', '-q', '--as-of', 'latest', '--out', out, ...db];
    const wholeMs = await millisecondsOf(report);
    const whole = readFileSync(out);
    const old = Buffer.from('what was there before');
    const count = Math.ceil(kills / 4);
    const seen = { old: 0, new: 0 };
    for (const part of moments(count)) {
      work.file(`report.${format}`, old);
      await killedAfter(part * wholeMs, report);
      const now = readFileSync(out);
      seen[now.equals(old) ? 'old' : 'new'] += 1;
      expect(now.equals(old) || now.equals(whole)).toBe(true);
    }
    await millisecondsOf(report);
    expect(readFileSync(out).equals(whole)).toBe(true);
    expect(strays()).toEqual([]);
    process.stderr.write(`${format}: ${seen.old} old, ${seen.new} new\n`);
  },
  3_600_000,
);
