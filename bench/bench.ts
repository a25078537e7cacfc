import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Case } from './case.ts';
import { groups } from './cases.ts';
import { DataSets } from './data-sets.ts';
import { inProcess } from './in-process.ts';
import { type Measured, resultsOf, type Series, summaryOf } from './results.ts';
import { wholeProcess } from './whole-process.ts';
import type { Work } from './work.ts';

/**
 * Measures ordstat against baselines, in turns, in one run: `npm run bench`. The data is generated
 * once and kept in `--data`. `--only` names groups of cases, `--runs` says how often each is run.
 * The results go to standard output and to the file `--out`.
 */
const { values } = parseArgs({
  options: {
    data: { type: 'string', default: join(tmpdir(), 'ordstat-bench-data') },
    only: { type: 'string', default: Object.keys(groups).join(',') },
    runs: { type: 'string', default: '5' },
    out: { type: 'string', default: join(import.meta.dirname, 'results.md') },
  },
});
const runs = Number(values.runs);
if (!Number.isInteger(runs) || runs < 1) throw new Error('--runs needs a whole number from 1');
const chosen = values.only.split(',').map((name) => {
  const group = groups[name];
  if (group === undefined) throw new Error(`--only: no such group: ${name}`);
  return group;
});

mkdirSync(values.data, { recursive: true });
const data = new DataSets(values.data);
const root = mkdtempSync(join(tmpdir(), 'ordstat-bench-'));
const measured: Measured[] = [];
const endings: (() => Promise<void>)[] = [];
try {
  for (const group of chosen) {
    process.stderr.write(`${group.title}: preparing\n`);
    for (const each of await group.cases(data, (action) => endings.push(action))) {
      const result = { group: group.title, ...(await measure(each)) };
      measured.push(result);
      process.stderr.write(`${summaryOf(result)}\n`);
    }
  }
} finally {
  for (const end of endings) {
    await end();
  }
  rmSync(root, { recursive: true, force: true });
}
const results = resultsOf(measured, runs);
writeFileSync(values.out, results);
process.stdout.write(results);

/**
 * Ordstat and baseline by turns, so that a busy minute of the machine falls on both. What they write
 * is compared each time.
 */
async function measure(each: Case): Promise<Omit<Measured, 'group'>> {
  const [ours, theirs] = [emptySeries(), emptySeries()];
  const [ourFile, theirFile] = each.outputs ?? [];
  for (let run = 0; run < runs; run++) {
    const ourBytes = await once(each.ordstat, ours, ourFile);
    const theirBytes = await once(each.baseline, theirs, theirFile);
    if (ourBytes !== theirBytes) {
      throw new Error(`${each.name}: not what ${each.against} gives`);
    }
  }
  return { case: each, ours, theirs };
}

function emptySeries(): Series {
  return { whole: [], inside: [] };
}

/** Measures a piece of work in each way it has. Returns a digest of the file it wrote. */
async function once(
  { process: command, inProcess: work, serverSeconds = async () => 0 }: Work,
  series: Series,
  file: string | undefined,
): Promise<string> {
  const scratch = mkdtempSync(join(root, 'run-'));
  const child = await command(scratch);
  const served = await serverSeconds();
  const cost = wholeProcess(child, scratch);
  const cpuSeconds = cost.cpuSeconds + (await serverSeconds()) - served;
  series.whole.push({ ...cost, cpuSeconds });
  const digest =
    file === undefined
      ? ''
      : createHash('sha256')
          .update(readFileSync(join(scratch, file)))
          .digest('hex');
  rmSync(scratch, { recursive: true });
  if (work !== undefined) {
    mkdirSync(scratch);
    series.inside.push(await inProcess(() => work(scratch)));
    rmSync(scratch, { recursive: true });
  }
  return digest;
}
