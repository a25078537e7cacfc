import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { programFor } from '../src/cli/main.ts';
import { type Outcome, ordstat, temporaryFolder } from './support/command-line.ts';
import { commandBlocks, crontabCommands, words } from './support/readme.ts';

const read = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../${name}`, import.meta.url)), 'utf8');

const readme = read('README.md');
const temporary = temporaryFolder();
const environment = { ORDSTAT_DB: temporary.path('readme.duckdb') };
afterAll(() => temporary.remove());

const run = (command: string): Promise<Outcome> =>
  ordstat(words(command).slice(1), { environment, now: '2024-10-16T04:30:00Z' });

test('every session prints what the README shows', async () => {
  for (const { command, output } of commandBlocks(readme)) {
    const { stdout, stderr } = await run(command);
    expect(`$ ${command}\n${stderr}${stdout}`).toBe(`$ ${command}\n${output}`);
  }
});

test('every line of the crontab runs', async () => {
  const commands = crontabCommands(readme);
  expect(commands.length).toBeGreaterThan(0);
  for (const command of commands) {
    const here = command
      .replace('/var/spool/pings/*.csv.gz', "'fixtures/demo/*.csv'")
      .replaceAll(/\/var\/(reports|lib\/node_exporter)\//g, `${temporary.path('')}/`);
    expect(await run(here)).toEqual({ code: 0, stdout: '', stderr: '' });
  }
});

test('every command is in the README, and its help has an example', async () => {
  const program = await programFor({} as never, () => true);
  const commands = program.createHelp().visibleCommands(program);
  for (const command of commands) {
    expect(readme).toContain(`\`ordstat ${command.name()}`);
    const parts = command.commands.map((part) => `${command.name()} ${part.name()}`);
    for (const name of [command.name(), ...parts]) {
      const { stdout, code } = await run(`ordstat ${name} --help`);
      expect(code).toBe(0);
      expect(/Example:\n {2}(ordstat .+)/.exec(stdout)?.[1]).toMatch(`ordstat ${name}`);
    }
  }
});

test('the demo loads the sample data and prints the reports', async () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: { demo: string } };
  const printed: string[] = [];
  for (const command of scripts.demo.replaceAll('node bin/ordstat.js', 'ordstat').split(' && ')) {
    const outcome = await run(command.replace('demo.duckdb', temporary.path('demo.duckdb')));
    expect(outcome.code).toBe(0);
    printed.push(outcome.stdout);
  }
  expect(printed).toEqual([
    '',
    expect.stringContaining('user1'),
    expect.stringContaining('9007199254740993'),
    expect.stringContaining('PAYMENT_AUTHORIZED'),
  ]);
});

test('the two commands exist', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  for (const [, name] of readme.matchAll(/npm ci && npm (?:run )?(\w+)/g)) {
    expect(scripts).toHaveProperty(name as string);
  }
});
