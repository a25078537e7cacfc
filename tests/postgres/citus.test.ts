import { describe, expect, test } from 'vitest';
import { ordstat } from '../support/command-line.ts';
import { testAllCases } from './all-cases.ts';

/** An empty database with the extension, whose tables may be spread over its nodes. */
const url = process.env.ORDSTAT_TEST_CITUS_URL;

if (url === undefined) {
  process.stderr.write(
    '\nNO CITUS: its tests are SKIPPED, as ORDSTAT_TEST_CITUS_URL is not set\n\n',
  );
}

describe.skipIf(url === undefined)('on Citus', () => {
  const db = url as string;
  testAllCases(async () => {
    const outcome = await ordstat(['db', 'init', '--distribute', '--db', db]);
    expect(outcome.code, outcome.stderr).toBe(0);
    return { url: db, drop: async () => undefined };
  });

  test('what goes by a key goes down to the nodes whole', async () => {
    const { stdout } = await ordstat(['doctor', '-f', 'json', '--db', db]);
    const findings = JSON.parse(stdout) as { check: string; result: string; detail: string }[];
    expect(findings.find(({ check }) => check === 'citus')).toMatchObject({ result: 'ok' });
  });
});
