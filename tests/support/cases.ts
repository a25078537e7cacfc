import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * fixtures/cases/<command>/<what-it-shows>/ holds input files, params.json and expected.csv, small
 * enough to check by hand; of orders perhaps also a lifecycle.json.
 */
export interface Case {
  readonly command: string;
  readonly name: string;
  readonly folder: string;
}

export interface CaseParams {
  /** Options of the report. */
  readonly argv: readonly string[];
  /** Options of ingest. */
  readonly ingest?: readonly string[];
  /** The clock. */
  readonly now?: string;
}

const root = fileURLToPath(new URL('../../fixtures/cases/', import.meta.url));

export const cases: readonly Case[] = readdirSync(root).flatMap((command) =>
  readdirSync(join(root, command)).map((name) => ({
    command,
    name,
    folder: join(root, command, name),
  })),
);

/** What a case's folder holds, as command lines take it. */
export function caseFiles({ folder }: Case) {
  const params = JSON.parse(readFileSync(join(folder, 'params.json'), 'utf8')) as CaseParams;
  const lifecycle = join(folder, 'lifecycle.json');
  return {
    params,
    files: readdirSync(folder)
      .filter((file) => !['params.json', 'expected.csv', 'lifecycle.json'].includes(file))
      .map((file) => join(folder, file)),
    lifecycle: existsSync(lifecycle) ? ['--lifecycle', lifecycle] : [],
    world: params.now === undefined ? {} : { now: params.now },
  };
}
