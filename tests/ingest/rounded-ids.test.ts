import { expect, test } from 'vitest';
import { pingsFile, workspacePerTest } from './workspace.ts';

const work = workspacePerTest();

test('ids that a spreadsheet has rounded are loaded as they are, with a warning', async () => {
  const ids = [
    '8.13992624246019E+018',
    '257000000000000.0',
    '8E+18',
    '1.0.0',
    'E+1',
    '8.1',
    'NO.0',
  ];
  const lines = ids.map((id) => `${id},active,2024-10-15T08:00:00Z`);
  const outcome = await work.ingest([work.file('a.csv', pingsFile(lines))]);
  expect(outcome.code).toBe(0);
  expect(outcome.stderr).toContain('warning: ');
  expect(outcome.stderr).toContain('such as 8.13E+018: 3;');
  expect((await work.rows('select store_id from store_status')).flat().sort()).toEqual(ids.sort());
});
