import { hasSqlFolder, sqlFolder } from '../engine/sql-files.ts';

/**
 * What a kind does last whenever its rows have changed, loaded or taken back: it works out again
 * what follows from them.
 */
export function settlingSteps(kindName: string): string[] {
  return stepsIn(`2_ingest/${kindName}/settle`);
}

/** What a kind does after rows were taken out: it counts again what they were counted in. */
export function recountSteps(kindName: string): string[] {
  return stepsIn(`2_ingest/${kindName}/recount`);
}

const stepsIn = (folder: string) => (hasSqlFolder(folder) ? sqlFolder(folder) : []);
