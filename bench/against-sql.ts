import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { main } from '../src/cli/main.ts';
import { openDuckDb } from '../src/engine/duckdb.ts';
import { accepted, composedSql } from '../src/engine/sql-files.ts';
import { readLifecycle } from '../src/lifecycle/read-lifecycle.ts';
import { lifecycleParameters } from '../src/queries/lifecycle-parameters.ts';

/**
 * Compares `order-status` with its own SQL run bare, into a temporary table, in this very process
 * and in turns: `npx tsx bench/against-sql.ts --db FILE`. Prints medians of CPU and wall seconds,
 * and their ratios.
 */
const { values } = parseArgs({
  options: {
    db: { type: 'string' },
    runs: { type: 'string', default: '5' },
    format: { type: 'string', default: 'csv' },
  },
});
if (values.db === undefined) throw new Error('--db FILE is needed');
const path = values.db;
const runs = Number(values.runs);
const limits = { memoryLimit: '1000MB', threads: 2 };

/** CPU and wall seconds. */
type Cost = readonly [cpu: number, wall: number];

async function costOf(action: () => Promise<unknown>): Promise<Cost> {
  const usage = process.cpuUsage();
  const started = performance.now();
  await action();
  const { user, system } = process.cpuUsage(usage);
  return [(user + system) / 1e6, (performance.now() - started) / 1000];
}

async function bare(): Promise<void> {
  const engine = await openDuckDb({ path, access: 'read', files: [], lockTimeoutMs: 0, ...limits });
  const sql = composedSql('4_reports/order_status');
  const parameters = {
    ...lifecycleParameters(await readLifecycle('--lifecycle', 'saga')),
    as_of: '9999-12-31 00:00:00',
    ...{ since: null, until: null, wanted_statuses: null, wanted_user: null },
  };
  await engine.run(`create temp table bare as ${sql}`, accepted(sql, parameters));
  engine.close();
}

async function command(out: string): Promise<void> {
  const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() });
  const code = await main(
    ['order-status', '--db', path, '-q', '--as-of', '9999-12-31', '-o', out],
    {
      ...{ stdin: Readable.from([]), stdout: nowhere(), stderr: process.stderr },
      ...{ terminal: undefined, errorTerminal: undefined, environment: {}, workingFolder: '.' },
      ...{ processId: process.pid, now: () => new Date(), memory: 8e9 },
      ...{ signal: new AbortController().signal, onExit: () => undefined },
    },
  );
  if (code !== 0) throw new Error(`order-status: exit ${code}`);
}

const median = (costs: readonly Cost[], part: 0 | 1) =>
  costs.map((cost) => cost[part]).sort((one, other) => one - other)[
    Math.floor((costs.length - 1) / 2)
  ] as number;

const scratch = mkdtempSync(join(tmpdir(), 'ordstat-bench-'));
const costs = { bare: [] as Cost[], command: [] as Cost[] };
try {
  for (let run = 0; run < runs; run++) {
    costs.bare.push(await costOf(bare));
    costs.command.push(await costOf(() => command(join(scratch, `${run}.${values.format}`))));
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
for (const [part, name] of [
  [0, 'CPU'],
  [1, 'wall'],
] as const) {
  const [own, all] = [median(costs.bare, part), median(costs.command, part)];
  const ratio = (all / own).toFixed(2);
  process.stdout.write(`${name}: SQL ${own.toFixed(2)} s, command ${all.toFixed(2)} s, ${ratio}\n`);
}
