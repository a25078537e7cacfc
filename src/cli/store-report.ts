import { type Command, Option } from 'commander';
import { storeReport, storeReportWindow } from '../queries/store-report.ts';
import { wholeNumber } from './common-options.ts';
import type { Context } from './context.ts';
import { runReport } from './report.ts';
import { addStoreOptions, type StoreOptions, storeTimes } from './store-options.ts';

interface Options extends StoreOptions {
  readonly worst?: string;
  readonly onlyDown?: true;
}

/** `ordstat store-report`: up, down and unknown time of each store within its opening hours. */
export function storeReportCommand(command: Command, context: Context): void {
  addStoreOptions(command)
    .description('how long each store was up and down: last hour, day and week, or one window')
    .addOption(
      new Option('--stores <which>', 'stores with a ping, or also those with only hours or a zone')
        .choices(['pinged', 'all'])
        .default('pinged'),
    )
    .option('--worst <n>', 'the n stores that were down longest, by the longest window')
    .option('--only-down', 'only stores that were down, in the longest window')
    .addHelpText('after', '\nExample:\n  ordstat store-report --day yesterday --out {day}.csv')
    .action(() => run(command.optsWithGlobals(), context));
}

async function run(options: Options, context: Context): Promise<void> {
  const worst = options.worst === undefined ? undefined : wholeNumber('--worst', options.worst, 1);
  await runReport(context, options, async (engine, narration) => {
    const times = await storeTimes(context, options, engine, narration);
    const downtime = times.isOneWindow ? 'downtime_seconds' : 'downtime_last_week_hours';
    return {
      query: times.isOneWindow ? storeReportWindow : storeReport,
      ...times,
      onlyPositive: options.onlyDown ? downtime : undefined,
      limit: worst,
      sort: worst === undefined ? [] : [{ column: downtime, isDescending: true }],
    };
  });
}
