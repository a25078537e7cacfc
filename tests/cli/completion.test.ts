import { expect, test } from 'vitest';
import { programFor } from '../../src/cli/main.ts';
import { formats } from '../../src/output/format.ts';
import { ordstat } from '../support/command-line.ts';

/** What the last word may become, and whether it may be the name of a file. */
async function completed(...words: string[]) {
  const { code, stdout, stderr } = await ordstat(['complete', '--', ...words]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const lines = stdout.split('\n');
  expect(lines.pop()).toBe('');
  const directive = lines.pop();
  expect(directive).toMatch(/^:[04]$/);
  return { values: lines.map((line) => line.split('\t')[0]), isFile: directive === ':0' };
}

const policies = ['assume-open', 'carry-forward', 'nearest'];

test('every visible command, and no other', async () => {
  const program = await programFor({} as never, () => true);
  const names = program
    .createHelp()
    .visibleCommands(program)
    .map((command) => command.name());
  expect(names).not.toContain('complete');
  expect(await completed('')).toEqual({ values: names, isFile: false });
  expect((await completed()).values).toEqual(names);
  expect((await completed('help', '')).values).toEqual(expect.arrayContaining(names));
});

test('every option of every command, and the common ones after it', async () => {
  const program = await programFor({} as never, () => true);
  for (const command of program.createHelp().visibleCommands(program)) {
    const { values } = await completed(command.name(), '-');
    const options = [...command.options, ...program.options].map(({ long }) => long);
    expect(values.toSorted()).toEqual([...options, '--help'].toSorted());
  }
});

test.each<[words: string[], values: string[], isFile?: boolean]>([
  [['store-'], ['store-report', 'store-periods']],
  [['nothing-like-it'], []],
  [['--lock'], ['--lock-timeout']],
  [['store-report', '--po'], ['--policy']],
  [['store-report', '--policy', ''], policies],
  [['store-report', '--policy', 'n'], ['nearest']],
  [['store-report', '--policy=n'], ['nearest']],
  [['store-report', '--policy', '='], policies],
  [['store-report', '--policy', '=', 'n'], ['nearest']],
  [['--threads', '2', '-q', 'store-report', '--policy', 'c'], ['carry-forward']],
  [['--db', 'status', 'store-report', '--policy', 'c'], ['carry-forward']],
  [['store-report', '-f', ''], formats],
  [['--db', ''], [], true],
  [['status', '--db', 'x'], [], true],
  [['store-report', '-o', ''], [], true],
  [['store-report', '--out=x'], [], true],
  [['ingest', ''], [], true],
  [['ingest', 'a.csv', 'b'], [], true],
  [['ingest', '--as', ''], []],
  [['sql', ''], []],
  [['store-report', ''], []],
  [['help', 'exit'], ['exit-codes']],
  [['help', 'cron', ''], []],
  [
    ['completion', ''],
    ['bash', 'zsh', 'fish'],
  ],
  [['frobnicate', '--policy', 'x'], []],
])('%j', async (words, values, isFile = false) => {
  expect(await completed(...words)).toEqual({ values, isFile });
});

test('a broken configuration does not disturb it, and nothing is logged', async () => {
  const environment = { ORDSTAT_QUIET: 'x', ORDSTAT_LOG_FILE: '/no/such/log', ORDSTAT_X: '1' };
  const outcome = await ordstat(['complete', '--', 'store-report', '--po'], { environment });
  expect(outcome).toMatchObject({ code: 0, stderr: '' });
  expect(outcome.stdout).toMatch(/^--policy\t.*\n:4\n$/);
  expect((await ordstat(['completion', 'bash'], { environment })).stderr).toBe('');
});

test('a shell without a script exits 2 and names those that have one', async () => {
  const outcome = await ordstat(['completion', 'tcsh']);
  expect(outcome).toMatchObject({ code: 2, stdout: '' });
  expect(outcome.stderr).toMatch(/bash.*zsh.*fish/);
});
