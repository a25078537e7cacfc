import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { topics } from '../../src/cli/help-topics.ts';
import { writers } from '../../src/output/format.ts';
import { ordstat, temporaryFolder } from '../support/command-line.ts';
import { commandBlocks, crontabCommands, words } from '../support/readme.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const names = Object.keys(topics);
const textOf = (topic: string) => readFileSync(`${root}docs/help/${topic}.md`, 'utf8');

const temporary = temporaryFolder();
const environment = {
  ORDSTAT_DB: temporary.path('help.duckdb'),
  ORDSTAT_LOG_FILE: temporary.path('ordstat.log'),
};
const run = (command: string) =>
  ordstat(words(command).slice(1), { environment, now: '2024-10-16T04:30:00Z' });

beforeAll(() => run("ordstat ingest 'fixtures/demo/*.csv'"));
afterAll(() => temporary.remove());

test.each(names)('%s is printed as it is written', async (topic) => {
  const outcome = await ordstat(['help', topic]);
  expect(outcome).toEqual({ code: 0, stdout: textOf(topic), stderr: '' });
});

test.each(names)('%s fits a terminal', (topic) => {
  for (const line of textOf(topic).split('\n')) {
    expect(line.length, line).toBeLessThanOrEqual(80);
  }
});

test.each(names)('%s: every session prints what it shows', async (topic) => {
  for (const { command, output } of commandBlocks(textOf(topic))) {
    const { stdout, stderr } = await run(command);
    expect(`$ ${command}\n${stderr}${stdout}`).toBe(`$ ${command}\n${output}`);
  }
});

test('every line of the crontab runs in silence', async () => {
  const commands = crontabCommands(textOf('cron'));
  expect(commands).toHaveLength(3);
  for (const command of commands) {
    const here = command
      .replace('/var/spool/pings/*.csv.gz', "'fixtures/demo/*.csv'")
      .replaceAll('/var/reports/', `${temporary.path('')}/`);
    expect(await run(here)).toEqual({ code: 0, stdout: '', stderr: '' });
  }
  expect(existsSync(temporary.path('2024-10-15.csv'))).toBe(true);
});

test('every ordstat option that a topic names exists', async () => {
  const commands = readdirSync(`${root}src/cli`).map((file) => file.replace('.ts', ''));
  const helps = await Promise.all(commands.map((name) => ordstat([name, '--help'])));
  const known = helps.map(({ stdout }) => stdout).join('\n');
  for (const [option] of names
    .map(textOf)
    .join('\n')
    .matchAll(/(?<=[\s(])--[a-z][a-z-]*/g)) {
    expect(known, option).toContain(option);
  }
});

test('the times of the topic time are one moment', async () => {
  const [, block = ''] =
    /These are all the same moment:\n\n```text\n([\s\S]*?)\n```/.exec(textOf('time')) ?? [];
  const times = block.trim().split(/\s{2,}|\n/);
  expect(times).toHaveLength(6);
  const input = ['user_id,event_type,timestamp', ...times.map((time, n) => `u${n},t,${time}`), ''];
  const world = {
    environment: { ORDSTAT_DB: temporary.path('time.duckdb') },
    stdin: input.join('\n'),
  };
  expect((await ordstat(['ingest', '-'], world)).code).toBe(0);
  const query = 'select distinct occurred_at as at, count(*) over () as n from events';
  const { stdout } = await ordstat(['sql', query, '-f', 'csv'], world);
  expect(stdout).toBe('at,n\n2024-10-15T08:00:00Z,6\n');
});

test('the topic formats has every format', () => {
  for (const format of [...Object.keys(writers), 'parquet']) {
    expect(textOf('formats')).toMatch(new RegExp(`^${format} `, 'm'));
  }
});

test.each(['assume-open', 'carry-forward', 'nearest'])(
  'the minutes of %s are those of the sample store',
  async (policy) => {
    const store =
      '--store 9007199254740993 --columns uptime_seconds,downtime_seconds,unknown_seconds';
    const { stdout } = await run(
      `ordstat store-report --day 2024-10-15 -q -f csv --policy ${policy} ${store}`,
    );
    const seconds = stdout.split('\n')[1]?.split(',') as string[];
    const row = [policy, ...seconds.map((each) => Number(each) / 60)].join(' +');
    expect(textOf('policies')).toMatch(new RegExp(`^${row}$`, 'm'));
  },
);

test('--help lists the topics, help alone is --help', async () => {
  const { stdout } = await ordstat(['--help']);
  for (const topic of names) {
    expect(stdout).toContain(`\n  ${topic} `);
  }
  expect(await ordstat(['help'])).toEqual({ code: 0, stdout, stderr: '' });
  const widest = Math.max(...stdout.split('\n').map((line) => line.length));
  expect(widest).toBeLessThanOrEqual(80);
});

test('help COMMAND is COMMAND --help', async () => {
  for (const command of ['ingest', 'store-report', 'config', 'help']) {
    const direct = await ordstat([command, '--help']);
    expect(await ordstat(['help', command])).toEqual(direct);
    expect(direct.stdout).toContain(`Usage: ordstat ${command}`);
  }
});

test.each([
  ['polices', 'policies'],
  ['stroe-report', 'store-report'],
  ['toString', 'topics: cron'],
  ['../layout', 'topics: cron'],
])('help %s exits 2', async (name, says) => {
  const outcome = await ordstat(['help', name]);
  expect(outcome).toMatchObject({ code: 2, stdout: '' });
  expect(outcome.stderr).toMatch(/^error: .*\nhint: .*\n$/);
  expect(outcome.stderr).toContain(says);
});

test('help is there when the configuration is broken', async () => {
  const outcome = await ordstat(['help', 'cron'], { environment: { ORDSTAT_QUIET: 'x' } });
  expect(outcome.code).toBe(0);
});

test('the texts are shipped', () => {
  const { files } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { files: string[] };
  expect(files).toContain('docs/help');
  expect(readdirSync(`${root}docs/help`).sort()).toEqual(names.map((name) => `${name}.md`).sort());
});
