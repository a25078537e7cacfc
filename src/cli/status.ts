import type { Command } from 'commander';
import { status } from '../queries/status.ts';
import type { Context } from './context.ts';
import { runReport } from './report.ts';
import { addReportOptions } from './report-options.ts';

/** `ordstat status`: what is loaded. */
export function statusCommand(program: Command, context: Context): void {
  addReportOptions(program.command('status'))
    .description('what is loaded: rows, ids, first and last instant, what is missing, rejects')
    .action((_, command: Command) =>
      runReport(context, command.optsWithGlobals(), async () => ({
        query: status,
        parameters: {},
        names: {},
      })),
    );
}
