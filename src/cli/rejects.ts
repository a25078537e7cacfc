import type { Command } from 'commander';
import { checkNotDatabase } from '../engine/database-path.ts';
import { type Engine, type Parameters, rowOf } from '../engine/engine.ts';
import { sqlFile } from '../engine/sql-files.ts';
import { ExitCode, UserError } from '../errors.ts';
import { exportRejects } from '../ingest/export-rejects.ts';
import { checkSchema } from '../ingest/schema.ts';
import { knownLoad } from '../ingest/take-back.ts';
import { inTransaction } from '../ingest/transaction.ts';
import { rejects } from '../queries/rejects.ts';
import { openDatabase, openExisting } from './common-options.ts';
import type { Context } from './context.ts';
import { loadNumber } from './loads.ts';
import { type Narration, narrationOf } from './narration.ts';
import { runReport } from './report.ts';
import { addReportOptions, type ReportOptions } from './report-options.ts';

interface Options extends ReportOptions {
  readonly load?: string;
  readonly reason?: string;
  readonly export?: string;
  readonly clear?: true;
}

/** `ordstat rejects`: input rows that were not loaded, and why. */
export function rejectsCommand(command: Command, context: Context): void {
  addReportOptions(command)
    .description('input rows that were not loaded, and why')
    .option('--load <id>', 'only those of one load')
    .option('--reason <text>', "only those of one reason, such as 'bad time'")
    .option('--export <file>', 'write them as they stand in their file, below its header')
    .option('--clear', 'forget them; with --export, once they are written')
    .addHelpText('after', '\nExample:\n  ordstat rejects --export mend.csv')
    .action(() => run(command.optsWithGlobals(), context));
}

/** What would change a list has no effect on rows that are exported or cleared. */
function checkAlone(options: Options): void {
  const names = ['format', 'out', 'columns', 'sort', 'limit', 'failIf'] as const;
  const given = names.find((name) => options[name] !== undefined);
  if (given !== undefined) {
    throw new UserError(
      ExitCode.usage,
      `--${given === 'failIf' ? 'fail-if' : given} with --${options.export === undefined ? 'clear' : 'export'}`,
      'choose rows with --load and --reason, or list them first',
    );
  }
}

async function run(options: Options, context: Context): Promise<void> {
  const loadId = options.load === undefined ? null : loadNumber(options.load);
  const parameters = { load_id: loadId, reason: options.reason ?? null };
  const checkLoad = async (engine: Engine) => {
    if (loadId !== null) {
      await knownLoad(engine, loadId);
    }
  };
  if (options.export === undefined && options.clear === undefined) {
    await runReport(context, options, async (engine) => {
      await checkLoad(engine);
      return { query: rejects, parameters, names: {} };
    });
    return;
  }
  checkAlone(options);
  if (options.export !== undefined) {
    checkNotDatabase('--export', options.export, options.db);
  }
  const engine = options.clear
    ? await openExisting(context, options)
    : await openDatabase(context, options, 'read');
  try {
    await checkSchema(engine, options.db);
    await checkLoad(engine);
    const narration = narrationOf(context, options);
    const write = async () => {
      if (options.export !== undefined) {
        await writeRejects(engine, parameters, options.export, narration);
      }
    };
    if (!options.clear) {
      await write();
      return;
    }
    // Nobody may load rejects in between, which would be forgotten without having been written.
    const { Count: count } = await inTransaction(engine, async () => {
      await write();
      return rowOf(engine, sqlFile('2_ingest/clear_rejects'), parameters);
    });
    narration.note(`rejects cleared: ${count}`);
  } finally {
    await engine.close();
  }
}

async function writeRejects(
  engine: Engine,
  parameters: Parameters,
  path: string,
  narration: Narration,
): Promise<void> {
  const { count, lossyCount, isHeaderLost } = await exportRejects(engine, parameters, path);
  narration.note(
    count === 0
      ? 'there are no such rejects'
      : `rejects written to ${path}: ${count}; mend and load them, then ordstat rejects --clear`,
  );
  if (lossyCount > 0) {
    narration.warn(`left out, since an older version did not keep their bytes: ${lossyCount}`);
  }
  if (isHeaderLost) {
    narration.warn('their header was not kept by an older version: put it on the first line');
  }
}
