import type { Command } from 'commander';
import { status } from '../queries/status.ts';
import type { Context } from './context.ts';
import { runReport } from './report.ts';
import { addReportOptions } from './report-options.ts';

/** `ordstat status`: what is loaded. */
export function statusCommand(command: Command, context: Context): void {
  addReportOptions(command)
    .description('what is loaded: rows, ids, first and last instant, what is missing, rejects')
    .addHelpText('after', '\nExample:\n  ordstat status -f json')
    .action(() =>
      runReport(context, command.optsWithGlobals(), async () => ({
        query: status,
        parameters: {},
        names: {},
      })),
    );
}
