import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { workspacePerTest } from '../ingest/workspace.ts';
import { bin } from '../support/binary.ts';

const work = workspacePerTest();
const demo = fileURLToPath(new URL('../../fixtures/demo/', import.meta.url));
/** Without strace on the machine these tests are shown as skipped. */
const { failed: isMissing } = await execa('strace', ['-V'], { reject: false });
const creating =
  /^\d+ +(?:openat\(\w+, "([^"]+)", [^)]*O_CREAT|(?:creat|mkdir|symlink|mkdirat|symlinkat)\(.*"([^"]+)")/;

/** Every connection and every file that a command line makes. */
async function traced(
  argv: readonly string[],
): Promise<{ connections: string[]; files: string[] }> {
  const log = work.path('trace.log');
  const calls = 'trace=connect,openat,creat,mkdir,mkdirat,symlink,symlinkat';
  const { exitCode, stderr } = await execa(
    'strace',
    ['-f', '-qq', '-s', '4096', '-e', calls, '-o', log, process.execPath, bin, ...argv],
    { cwd: work.path('.'), env: { HOME: work.path('.') }, extendEnv: false, reject: false },
  );
  expect(exitCode, stderr).toBe(0);
  const lines = readFileSync(log, 'utf8').split('\n');
  return {
    connections: lines.filter((line) => /connect\(.*AF_INET/.test(line)),
    files: lines
      .map((line) => creating.exec(line))
      .filter((match) => match !== null)
      .map((match) => (match[1] ?? match[2]) as string),
  };
}

/** The database, what belongs to it, and the files of --out with their temporary names. */
const ours = /^\.?(case\.duckdb|report\.(csv|parquet)|ordstat-report\.tmp)[^/]*(\/[^/]+)?$/;

test
  .skipIf(isMissing)
  .each([
    [['ingest', `${demo}events.csv`, `${demo}store_hours.csv`, `${demo}store_timezones.csv`]],
    [['event-summary', '--day', '2024-10-15', '--fail-if', 'events > 99']],
    [['store-report', '--out', 'report.csv']],
    [['store-report', '--out', 'report.parquet']],
    [['doctor']],
    [['sql', 'from loads']],
    [['--help']],
  ])('%j connects to nothing and creates files only where they belong', async (argv) => {
  await work.ingest([`${demo}store_status.csv`, `${demo}events.csv`]);
  const { connections, files } = await traced([...argv, '--db', 'case.duckdb']);
  expect(connections).toEqual([]);
  const relative = files
    .filter((file) => !file.startsWith('/dev/'))
    .map((file) => file.replace(`${work.path('.')}/`, '').replace(/^\.\//, ''));
  expect(relative.filter((file) => !ours.test(file))).toEqual([]);
});
