import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runSql } from './baseline/run-sql.mjs';
import { command } from './in-process.ts';
import type { Command } from './whole-process.ts';

/** A piece of work that is measured; `scratch` is an empty directory of its own. */
export interface Work {
  readonly process: (scratch: string) => Command | Promise<Command>;
  /** Not there for what is no program of ours, or would take too long to be done twice. */
  readonly inProcess?: (scratch: string) => Promise<void>;
  /** CPU seconds so far of a server that does a part of it. */
  readonly serverSeconds?: () => Promise<number>;
}

const ROOT = join(import.meta.dirname, '..');
const BINARY = join(ROOT, 'bin/ordstat.js');
const RUN_SQL = join(import.meta.dirname, 'baseline/run-sql.mjs');

/** A command of ordstat, quiet; with `stdout`, standard output goes to a file. */
export function ordstat(args: (scratch: string) => string[], stdout = false): Work {
  const outOf = (scratch: string) => (stdout ? join(scratch, 'stdout') : undefined);
  return {
    process: (scratch) => ({
      program: process.execPath,
      args: [BINARY, ...args(scratch), '-q'],
      ...(stdout ? { out: outOf(scratch) as string } : {}),
    }),
    inProcess: (scratch) => command([...args(scratch), '-q'], outOf(scratch)),
  };
}

export interface SqlJob {
  readonly database: string;
  readonly statements: readonly string[];
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** Statements that DuckDB runs by itself. */
export function bareSql(job: (scratch: string) => SqlJob): Work {
  return {
    process: (scratch) => {
      const file = join(scratch, 'job.json');
      writeFileSync(file, JSON.stringify(job(scratch)));
      return { program: process.execPath, args: [RUN_SQL, file] };
    },
    inProcess: (scratch) => runSql(job(scratch)),
  };
}

/** Another program. */
export function program(name: string, args: (scratch: string) => string[]): Work {
  return { process: (scratch) => ({ program: name, args: args(scratch) }) };
}

/** The same, after something that is not measured. */
export const after = (prepare: () => Promise<void>, work: Work): Work => ({
  ...work,
  process: async (scratch) => {
    await prepare();
    return work.process(scratch);
  },
});

/** The same without the half that would take too long. */
export const onlyWhole = ({ process }: Work): Work => ({ process });

/** A statement whose rows go to a CSV file. */
export const copyToCsv = (statement: string, path: string) =>
  `copy (${statement.trimEnd()}\n) to '${path}' (format csv, header)`;
