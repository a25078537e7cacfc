import type { Command } from 'commander';
import { checkSchema } from '../ingest/schema.ts';
import { knownLoad, takeBack } from '../ingest/take-back.ts';
import { loadDetails, loads } from '../queries/loads.ts';
import { type CommonOptions, openExisting, wholeNumber } from './common-options.ts';
import type { Context } from './context.ts';
import { narrationOf } from './narration.ts';
import { runReport } from './report.ts';
import { addReportOptions, type ReportOptions } from './report-options.ts';

interface RemoveOptions extends CommonOptions {
  readonly cascade?: true;
}

/** `ordstat loads`: the ledger, one load of it, and taking a load back. */
export function loadsCommand(command: Command, context: Context): void {
  addReportOptions(command)
    .description('the ledger: what was loaded when, and what became of its rows')
    .addHelpText('after', '\nExample:\n  ordstat loads --columns load_id,file,new,rejected')
    .action(() =>
      runReport(context, command.optsWithGlobals(), async () => ({
        query: loads,
        parameters: {},
        names: {},
      })),
    );
  command
    .command('show <id>')
    .description('one load: what of it is in use, and which loads lean on which')
    .addHelpText('after', '\nExample:\n  ordstat loads show 3')
    .action((id: string) => show(id, command.optsWithGlobals(), context));
  const remove = command
    .command('rm <id>')
    .description('take a load back: everything is as if it had never run')
    .option('--cascade', 'take the loads back, too, that counted rows against it')
    .addHelpText('after', '\nExample:\n  ordstat loads rm 3')
    .action((id: string) => run(id, remove.optsWithGlobals(), context));
}

async function show(id: string, options: ReportOptions, context: Context): Promise<void> {
  const loadId = loadNumber(id);
  await runReport(context, options, async (engine) => {
    await knownLoad(engine, loadId);
    return { query: loadDetails, parameters: { load_id: loadId }, names: {} };
  });
}

async function run(id: string, options: RemoveOptions, context: Context): Promise<void> {
  const loadId = loadNumber(id);
  const engine = await openExisting(context, options);
  try {
    await checkSchema(engine, options.db);
    const narration = narrationOf(context, options);
    for (const load of await takeBack(engine, loadId, options.cascade ?? false)) {
      narration.note(
        `load ${load.loadId} taken back: ${load.file} (${load.kind}): ` +
          `rows out of use: ${load.removed}, back in use: ${load.restored}`,
      );
    }
  } finally {
    await engine.close();
  }
}

const mostLoads = 2 ** 31 - 1;

/** @throws UserError exit 2 for what is no number of a load. */
export const loadNumber = (text: string) => wholeNumber('load', text, 1, mostLoads);
