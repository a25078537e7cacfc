import type { Command } from 'commander';
import { isPostgresUrl, shownUrl } from '../engine/postgres-url.ts';
import { ExitCode, UserError } from '../errors.ts';
import { ensureSchema, schemaVersion } from '../ingest/schema.ts';
import { type CommonOptions, openDatabase, openExisting } from './common-options.ts';
import type { Context } from './context.ts';
import { addCopyCommand, copyExample } from './db-copy.ts';
import { narrationOf } from './narration.ts';

interface InitOptions extends CommonOptions {
  readonly distribute?: true;
}

/** `ordstat db`: what is done to the database as a whole. */
export function dbCommand(command: Command, context: Context): void {
  command
    .description('create, upgrade or copy a database')
    .addHelpText('after', `\n${copyExample}`);
  const init = command
    .command('init')
    .description('create the tables, which the first ingest would do, too')
    .option('--distribute', 'spread them over the nodes of Citus, by store, user and order')
    .addHelpText('after', '\nExample:\n  ordstat db init --db ops.duckdb')
    .action(() => create(init.optsWithGlobals(), context));
  const upgrade = command
    .command('upgrade')
    .description('bring the tables of an older version up to date, in one transaction')
    .addHelpText('after', '\nExample:\n  ordstat db upgrade --db ops.duckdb')
    .action(() => bringUp(upgrade.optsWithGlobals(), context));
  addCopyCommand(command, context);
}

async function create(options: InitOptions, context: Context): Promise<void> {
  const name = shownUrl(options.db);
  if (options.distribute && !isPostgresUrl(options.db)) {
    throw new UserError(
      ExitCode.usage,
      `--distribute: a database file has no nodes: ${name}`,
      'name a server that has Citus: --db postgres://HOST/DATABASE',
    );
  }
  const engine = await openDatabase(context, options, 'write');
  try {
    const citus = options.distribute ? await import('../engine/citus.ts') : undefined;
    await citus?.requireCitus(engine, name);
    const before = await ensureSchema(engine, options.db);
    const narration = narrationOf(context, options);
    narration.note(
      before === 0
        ? `${name} has its tables (schema ${schemaVersion})`
        : `${name} had its tables before (schema ${before})`,
    );
    if (citus !== undefined) {
      const spread = await citus.distribute(engine);
      narration.note(`spread over the nodes: ${spread.join(', ') || 'all tables were before'}`);
    }
  } finally {
    await engine.close();
  }
}

async function bringUp(options: CommonOptions, context: Context): Promise<void> {
  const name = shownUrl(options.db);
  const engine = await openExisting(context, options);
  try {
    const before = await ensureSchema(engine, options.db);
    narrationOf(context, options).note(
      before === schemaVersion
        ? `${name} is up to date (schema ${schemaVersion})`
        : `${name} is brought up to date: schema ${before} -> ${schemaVersion}`,
    );
  } finally {
    await engine.close();
  }
}
