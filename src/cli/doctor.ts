import type { Command } from 'commander';
import { checkDatabasePath } from '../engine/database-path.ts';
import { ExitCode, UserError } from '../errors.ts';
import { doctor } from '../queries/doctor.ts';
import { utcText } from './as-of.ts';
import { openDatabase } from './common-options.ts';
import type { Context } from './context.ts';
import { runReport } from './report.ts';
import { addReportOptions, type ReportOptions } from './report-options.ts';

/** `ordstat doctor`: is the database sound, and what is loaded complete and fresh? */
export function doctorCommand(command: Command, context: Context): void {
  addReportOptions(command)
    .description('the health of the database and of what is loaded; exit 4 if a check fails')
    .addHelpText('after', '\nExample:\n  ordstat doctor -f csv')
    .action(() => run(command.optsWithGlobals(), context));
}

async function run(options: ReportOptions, context: Context): Promise<void> {
  const { examine } = await import('../doctor/examine.ts');
  const { openScratchDuckDb } = await import('../engine/duckdb.ts');
  const path = options.db;
  checkDatabasePath(path, 'read');
  const findings = await examine({
    path,
    openEngine: () => openDatabase(context, options, 'read'),
    openScratch: openScratchDuckDb,
    clock: utcText(context.now()),
    clockMs: context.now().getTime(),
    signal: context.signal,
  });
  const parameters = {
    checks: findings.map(({ check }) => check),
    results: findings.map(({ result }) => result),
    details: findings.map(({ detail }) => detail),
    remedies: findings.map(({ remedy }) => remedy ?? ''),
  };
  const plan = { query: doctor, parameters, names: {} };
  await runReport(context, options, async () => plan, openScratchDuckDb);
  const failed = findings.filter(({ result }) => result === 'fail');
  if (failed.length > 0) {
    throw new UserError(
      ExitCode.gate,
      `doctor: ${failed.length} of ${findings.length} checks failed: ${failed.map(({ check }) => check).join(', ')}`,
      failed[0]?.remedy as string,
    );
  }
}
