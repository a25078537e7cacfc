import type { Command } from 'commander';
import { ExitCode, UserError } from '../errors.ts';
import { storePeriods } from '../queries/store-periods.ts';
import type { Context } from './context.ts';
import { runReport } from './report.ts';
import { addStoreOptions, type StoreOptions, storeTimes } from './store-options.ts';

/** `ordstat store-periods`: what a store's numbers are made of, minute by minute. */
export function storePeriodsCommand(command: Command, context: Context): void {
  addStoreOptions(command)
    .description("the active, inactive and unknown periods behind a store's numbers")
    .addHelpText('after', '\nExample:\n  ordstat store-periods --store 42 --day yesterday')
    .action(() => run(command.optsWithGlobals(), context));
}

async function run(options: StoreOptions, context: Context): Promise<void> {
  if (options.store === undefined) {
    throw new UserError(ExitCode.usage, 'no store given', 'say --store ID');
  }
  await runReport(context, options, async (engine, narration) => {
    const times = await storeTimes(context, { ...options, stores: 'all' }, engine, narration);
    return { query: storePeriods, ...times };
  });
}
