import { hasSqlFolder, sqlFolder } from '../engine/sql-files.ts';

/**
 * What a kind does last whenever its rows have changed, loaded or taken back: it works out again
 * what follows from them.
 */
export function settlingSteps(kindName: string): string[] {
  const folder = `2_ingest/${kindName}/settle`;
  return hasSqlFolder(folder) ? sqlFolder(folder) : [];
}
