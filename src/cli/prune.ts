import type { Command } from 'commander';
import { rowOf } from '../engine/engine.ts';
import { composedSql } from '../engine/sql-files.ts';
import { ExitCode, UserError } from '../errors.ts';
import { prune } from '../ingest/prune.ts';
import { checkSchema } from '../ingest/schema.ts';
import { readMoment } from '../time/moment.ts';
import { utcText } from './as-of.ts';
import { type CommonOptions, openExisting } from './common-options.ts';
import type { Context } from './context.ts';
import { narrationOf } from './narration.ts';
import { checkZones } from './zones.ts';

interface Options extends CommonOptions {
  readonly before?: string;
  readonly tz: string;
}

/** `ordstat prune`: drops old observations. */
export function pruneCommand(command: Command, context: Context): void {
  command
    .description(
      'drop events and pings from before a time, and orders to which nothing happened since; ' +
        'hours, zones and the ledger stay',
    )
    .option('--before <time>', 'a date or a time; what happened at the time itself stays')
    .option('--tz <zone>', 'zone of a time without an offset', 'UTC')
    .addHelpText('after', '\nExample:\n  ordstat prune --before 2020-01-01')
    .action(() => run(command.optsWithGlobals(), context));
}

async function run(options: Options, context: Context): Promise<void> {
  if (options.before === undefined) {
    throw new UserError(ExitCode.usage, 'no time given', 'say --before 2024-01-01');
  }
  const moment = readMoment('--before', options.before);
  const engine = await openExisting(context, options);
  try {
    await checkSchema(engine, options.db);
    await checkZones(engine, { '--tz': options.tz });
    const clock = utcText(context.now());
    const notes = await rowOf(engine, composedSql('4_reports/prune_notes'), {
      before_local: moment.local,
      before_offset_us: moment.offsetUs,
      tz: options.tz,
      clock,
    });
    if (notes.is_future === 'true') {
      throw new UserError(
        ExitCode.usage,
        `--before: in the future: ${options.before}`,
        'it would drop everything: give a time that has passed',
      );
    }
    const beforeText = notes.before_text as string;
    const dropped = await prune(engine, notes.before_at as string, beforeText, clock);
    const narration = narrationOf(context, options);
    narration.note(
      `dropped from before ${beforeText}: events: ${dropped.events}, pings: ${dropped.pings}, ` +
        `events of orders: ${dropped.orderEvents}`,
    );
    if (notes.store_count !== '0') {
      narration.warn(
        `stores without a ping from now on, whose last status is not known: ${notes.store_count}`,
      );
    }
  } finally {
    await engine.close();
  }
}
