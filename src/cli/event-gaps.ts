import { type Command, Option } from 'commander';
import { eventGaps } from '../queries/event-gaps.ts';
import type { Context } from './context.ts';
import { addEventOptions, type EventOptions, eventTimes } from './event-times.ts';
import { runReport } from './report.ts';

/** `ordstat event-gaps`: the rows behind event-summary. */
export function eventGapsCommand(command: Command, context: Context): void {
  addEventOptions(command)
    .description('each event of a day and the time since the previous one')
    .addOption(
      new Option('--across-midnight <mode>', 'where the first event looks for its previous one')
        .choices(['within', 'carry'])
        .default('within'),
    )
    .addHelpText('after', '\nExample:\n  ordstat event-gaps --day 2024-10-15 --max-gap 30m')
    .action(() => run(command.optsWithGlobals(), context));
}

async function run(options: EventOptions, context: Context): Promise<void> {
  await runReport(context, options, async (engine, narration) => {
    const times = await eventTimes(context, options, engine, narration);
    return { query: eventGaps, ...times };
  });
}
