import { type Command, Option } from 'commander';
import { eventSummaries } from '../queries/event-summary.ts';
import type { Context } from './context.ts';
import {
  acrossMidnightChoices,
  addEventOptions,
  type EventOptions,
  eventTimes,
} from './event-times.ts';
import { runReport } from './report.ts';

interface Options extends EventOptions {
  readonly by: keyof typeof eventSummaries;
}

/** `ordstat event-summary`: time between events per user and type, over a day. */
export function eventSummaryCommand(command: Command, context: Context): void {
  addEventOptions(command)
    .description('time between events of a day, per user and event type')
    .addOption(
      new Option('--by <keys>', 'one row per user and type, per type, or per user')
        .choices(Object.keys(eventSummaries))
        .default('user,type'),
    )
    .addOption(
      new Option('--across-midnight <mode>', 'gaps that cross the bounds of the window')
        .choices(acrossMidnightChoices)
        .default('within'),
    )
    .addHelpText('after', '\nExample:\n  ordstat event-summary --day 2024-10-15 --by type')
    .action(() => run(command.optsWithGlobals(), context));
}

async function run(options: Options, context: Context): Promise<void> {
  await runReport(context, options, async (engine, narration) => {
    const times = await eventTimes(context, options, engine, narration);
    return { query: eventSummaries[options.by], ...times };
  });
}
