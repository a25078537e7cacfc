import type { Command } from 'commander';
import { shownUrl } from '../engine/postgres-url.ts';
import { ensureSchema, schemaVersion } from '../ingest/schema.ts';
import { type CommonOptions, openExisting } from './common-options.ts';
import type { Context } from './context.ts';
import { narrationOf } from './narration.ts';

/** `ordstat db`: what is done to the database as a whole. */
export function dbCommand(command: Command, context: Context): void {
  command
    .description('upgrade the database')
    .addHelpText('after', '\nExample:\n  ordstat db upgrade');
  const upgrade = command
    .command('upgrade')
    .description('bring the tables of an older version up to date, in one transaction')
    .action(() => run(upgrade.optsWithGlobals(), context));
}

async function run(options: CommonOptions, context: Context): Promise<void> {
  const path = options.db;
  const engine = await openExisting(context, options);
  try {
    const before = await ensureSchema(engine, path);
    const name = shownUrl(path);
    narrationOf(context, options).note(
      before === schemaVersion
        ? `${name} is up to date (schema ${schemaVersion})`
        : `${name} is brought up to date: schema ${before} -> ${schemaVersion}`,
    );
  } finally {
    await engine.close();
  }
}
