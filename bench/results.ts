import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { version as duckDbVersion } from '@duckdb/node-api';
import type { Budget, Case } from './case.ts';
import type { Cost } from './whole-process.ts';

/** What the runs of a piece of work took. */
export interface Series {
  readonly whole: Cost[];
  /** Empty where it was not measured. */
  readonly inside: Cost[];
}

export interface Measured {
  readonly group: string;
  readonly case: Case;
  readonly ours: Series;
  readonly theirs: Series;
}

type Measure = 'wallSeconds' | 'cpuSeconds' | 'peakMebibytes';

/** The median; of an even number of values the mean of the middle two. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((one, other) => one - other);
  const half = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(half)] as number) + (sorted[Math.ceil(half)] as number)) / 2;
}

const valuesOf = (costs: readonly Cost[], measure: Measure) =>
  costs.map((cost) => cost[measure]).filter((value) => value !== undefined);

const medianOf = (costs: readonly Cost[], measure: Measure) => median(valuesOf(costs, measure));

/** One line for whoever waits. */
export function summaryOf({ case: { name, against, budgets }, ...series }: Measured): string {
  const verdicts = budgets.map((budget) => verdict(budget, series));
  return `${name} against ${against}: ${ratioText(series, 'whole')} ${verdicts.join(', ')}`;
}

type Both = Pick<Measured, 'ours' | 'theirs'>;

function ratioOf({ ours, theirs }: Both, way: keyof Series): number | undefined {
  return ours[way].length > 0 && theirs[way].length > 0
    ? medianOf(ours[way], 'cpuSeconds') / medianOf(theirs[way], 'cpuSeconds')
    : undefined;
}

const ratioText = (both: Both, way: keyof Series) => shortest(ratioOf(both, way));

/** Three digits of a number. */
const shortest = (value: number | undefined) =>
  value === undefined ? '' : String(Number(value.toPrecision(3)));

/** The figure that a budget is for: a CPU ratio is that of the work alone where it was measured. */
function figureOf(budget: Budget, both: Both): number {
  switch (budget.of) {
    case 'CPU ratio':
      return (ratioOf(both, 'inside') ?? ratioOf(both, 'whole')) as number;
    case 'extra wall seconds':
      return medianOf(both.ours.whole, 'wallSeconds') - medianOf(both.theirs.whole, 'wallSeconds');
    case 'peak MiB':
      return medianOf(both.ours.whole, 'peakMebibytes');
  }
}

function verdict(budget: Budget, both: Both): string {
  const figure = figureOf(budget, both);
  const isMet = figure <= budget.atMost;
  return `${budget.of} ${shortest(figure)} of ${shortest(budget.atMost)}${isMet ? '' : ' **missed**'}`;
}

/** The document: machine and versions, the ratios, then every median with its range. */
export function resultsOf(measured: readonly Measured[], runs: number): string {
  const packageJson = readFileSync(join(import.meta.dirname, '../package.json'), 'utf8');
  const { version } = JSON.parse(packageJson) as { version: string };
  const [processor] = cpus();
  const often = runs === 1 ? 'once' : `${runs} times`;
  return [
    '# What ordstat costs',
    '',
    '`npm run bench` wrote this file: it generates the data, runs ordstat and each baseline in turns,',
    `${often}, and takes medians. A ratio is of CPU seconds, ordstat's by the baseline's: whole`,
    'processes, start to end, and the work alone in one process that is already running.',
    '',
    `- ${new Date().toISOString().slice(0, 10)}, ordstat ${version}, DuckDB ${duckDbVersion()}, Node ${process.version}`,
    `- ${cpus().length} cores (${processor?.model}), ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform} ${process.arch}`,
    '',
    ...groupsOf(measured).flatMap(([title, each]) => [
      `## ${title}`,
      '',
      ...ratioTable(each),
      '',
      ...costTable(each),
      '',
    ]),
  ].join('\n');
}

function groupsOf(measured: readonly Measured[]): [string, Measured[]][] {
  const titles = [...new Set(measured.map(({ group }) => group))];
  return titles.map((title) => [title, measured.filter(({ group }) => group === title)]);
}

function ratioTable(measured: readonly Measured[]): string[] {
  return [
    '| case | against | whole process | work alone | budgets |',
    '|---|---|---:|---:|---|',
    ...measured.map(
      ({ case: { name, against, budgets }, ...both }) =>
        `| ${name} | ${against} | ${ratioText(both, 'whole')} | ${ratioText(both, 'inside')} | ${budgets
          .map((budget) => verdict(budget, both))
          .join('<br>')} |`,
    ),
  ];
}

function costTable(measured: readonly Measured[]): string[] {
  const rows = measured.flatMap(({ case: { name, against }, ours, theirs }) => [
    costRow(`ordstat: ${name}`, ours),
    costRow(`${against}: ${name}`, theirs),
  ]);
  return [
    '| whole process | wall s | CPU s | peak MiB | work alone, CPU s |',
    '|---|---:|---:|---:|---:|',
    ...new Set(rows),
  ];
}

function costRow(name: string, { whole, inside }: Series): string {
  const cells = [
    spread(valuesOf(whole, 'wallSeconds'), 2),
    spread(valuesOf(whole, 'cpuSeconds'), 2),
    spread(valuesOf(whole, 'peakMebibytes'), 0),
    spread(valuesOf(inside, 'cpuSeconds'), 2),
  ];
  return `| ${name} | ${cells.join(' | ')} |`;
}

/** `median (min-max)` */
function spread(numbers: readonly number[], digits: number): string {
  return numbers.length === 0
    ? ''
    : `${median(numbers).toFixed(digits)} (${Math.min(...numbers).toFixed(digits)}-${Math.max(...numbers).toFixed(digits)})`;
}
