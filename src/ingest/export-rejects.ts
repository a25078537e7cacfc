import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { type Engine, type Parameters, type Row, rowsOf } from '../engine/engine.ts';
import { sqlFile } from '../engine/sql-files.ts';
import { ExitCode, UserError } from '../errors.ts';
import { writeAtomically } from '../output/atomic-file.ts';

/**
 * Writes rejected rows to a file byte for byte as they stood in theirs, below its header: mended,
 * the file can be loaded. No rejects, no file.
 * @throws UserError exit 2 when they come from files of different headers, 1 when it can't be written.
 */
export async function exportRejects(
  engine: Engine,
  parameters: Parameters,
  target: string,
): Promise<{ count: number; lossyCount: number; isHeaderLost: boolean }> {
  const held = await rowsOf(engine, sqlFile('4_reports/reject_lines'), parameters);
  const rows = held.filter((row) => !isLossy(row));
  const lossyCount = held.length - rows.length;
  const [first] = rows;
  if (first === undefined) {
    return { count: 0, lossyCount, isHeaderLost: false };
  }
  refuseDifferentHeaders(rows);
  if (existsSync(target)) {
    throw new UserError(
      ExitCode.failed,
      `--export: exists already: ${target}`,
      'it may hold rows that somebody mended: choose another name, or remove it',
    );
  }
  const header = first.header ? [Buffer.from(first.header)] : [];
  const lineEnd = Buffer.from('\n');
  const lines = [...header, ...rows.map(bytesOf)].flatMap((line) => [line, lineEnd]);
  await writeAtomically(target, (path) => writeFile(path, lines));
  const isObject = (first.raw_line as string).startsWith('{');
  return { count: rows.length, lossyCount, isHeaderLost: first.header === null && !isObject };
}

/** Whether only a wrong reading of a row is left. */
const isLossy = (row: Row) =>
  row.raw_hex === null && (row.reason === 'not UTF-8' || row.reason === 'NUL byte');

/** What is no text is written as it was, so that nobody loads a wrong reading of it unmended. */
function bytesOf(row: Row): Buffer {
  return row.raw_hex === null
    ? Buffer.from(row.raw_line as string)
    : Buffer.from(row.raw_hex as string, 'hex');
}

function refuseDifferentHeaders(rows: readonly Row[]): void {
  const loadsByHeader = new Map<string, Set<string>>();
  for (const { kind, header, load_id: loadId } of rows) {
    const key = JSON.stringify([kind, header]);
    loadsByHeader.set(key, (loadsByHeader.get(key) ?? new Set()).add(loadId as string));
  }
  if (loadsByHeader.size > 1) {
    const choices = [...loadsByHeader].map(([key, loads]) => {
      const [kind] = JSON.parse(key) as [string];
      return `--load ${[...loads][0]} (${kind})`;
    });
    throw new UserError(
      ExitCode.usage,
      `the rejects come from files with ${loadsByHeader.size} different headers`,
      `export those of one load: ${choices.join(', ')}`,
    );
  }
}
