import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runMeasured, type Usage } from './run-measured.ts';

/**
 * Measures the built binary on the files of a directory (see generate.ts) and prints a markdown
 * table: `npm run build && npx tsx bench/measure.ts --data DIR`. Each round starts with a fresh
 * database in a temporary directory and takes all steps in turn, so that a busy minute of the
 * machine spreads over all of them. What ordstat said in the first round goes to standard error.
 * There are no limits here: how fast is fast enough depends on the machine.
 */
const { values } = parseArgs({
  options: { data: { type: 'string' }, runs: { type: 'string', default: '3' } },
});
if (values.data === undefined) throw new Error('--data DIR is needed');

const data = resolve(values.data);
const runs = Number(values.runs);
if (!Number.isInteger(runs) || runs < 1) throw new Error('--runs needs a whole number from 1');
const files = readdirSync(data)
  .filter((name) => name.endsWith('.csv'))
  .sort();
if (files.length === 0) throw new Error(`${data}: no .csv files`);

interface Step {
  name: string;
  args: string[];
}

/** The day that all generated data has something to say about. */
const DAY = '2023-01-24';

function steps(scratch: string): Step[] {
  const db = ['--db', join(scratch, 'bench.duckdb')];
  const paths = files.map((name) => join(data, name));
  const report = (name: string, ...args: string[]): Step => ({
    name: [name, ...args].join(' '),
    args: [...db, name, ...args, '--out', join(scratch, 'report.csv')],
  });
  const list = [
    // Start-up alone: on a busy machine it tells how much slower than usual everything is.
    { name: '--help', args: ['--help'] },
    { name: 'ingest', args: [...db, 'ingest', ...paths] },
    { name: 'ingest, the same again', args: [...db, 'ingest', ...paths] },
    report('store-report', '--policy', 'assume-open'),
    report('store-report', '--policy', 'carry-forward'),
    report('store-report', '--policy', 'nearest'),
    report('store-report', '--day', DAY),
  ];
  if (files.includes('events.csv')) list.push(report('event-summary', '--day', DAY));
  if (files.includes('order_events.csv')) {
    const names = ['status', 'summary', 'stuck', 'problems', 'funnel', 'times', 'metrics'];
    list.push(...names.map((name) => report(`order-${name}`, '--as-of', 'latest')));
  }
  return list;
}

const usages = new Map<string, Usage[]>();
const root = mkdtempSync(join(tmpdir(), 'ordstat-bench-'));
try {
  for (let round = 1; round <= runs; round++) {
    const scratch = join(root, String(round));
    mkdirSync(scratch);
    for (const { name, args } of steps(scratch)) {
      const usage = runMeasured(args, scratch);
      usages.set(name, [...(usages.get(name) ?? []), usage]);
      if (round === 1) process.stderr.write(`\n${name}\n${usage.narration}`);
    }
    rmSync(scratch, { recursive: true });
  }
} finally {
  rmSync(root, { recursive: true, force: true });
}
process.stdout.write(`\n${table()}`);

function table(): string {
  const lines = [
    `${availableParallelism()} cores, node ${process.version}, ${files.join(', ')}; median (min-max) of ${runs}`,
    '',
    '| step | wall s | CPU s | peak MiB |',
    '|---|---:|---:|---:|',
  ];
  for (const [name, each] of usages) {
    const wall = spread(each.map(({ wallSeconds }) => wallSeconds));
    const cpu = spread(each.map(({ cpuSeconds }) => cpuSeconds));
    const peak = spread(
      each.map(({ peakMebibytes }) => peakMebibytes),
      0,
    );
    lines.push(`| ${name} | ${wall} | ${cpu} | ${peak} |`);
  }
  return `${lines.join('\n')}\n`;
}

/** `median (min-max)`; of an even number of values the median is the lower of the middle two. */
function spread(numbers: readonly number[], digits = 2): string {
  const sorted = [...numbers].sort((one, other) => one - other);
  const text = (index: number) => (sorted[index] ?? Number.NaN).toFixed(digits);
  const last = sorted.length - 1;
  return `${text(Math.floor(last / 2))} (${text(0)}-${text(last)})`;
}
