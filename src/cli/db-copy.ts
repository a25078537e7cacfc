import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { copyDatabase } from '../copy/copy-database.ts';
import { checkDatabasePath, realPath } from '../engine/database-path.ts';
import { isPostgresUrl, shownUrl } from '../engine/postgres-url.ts';
import { ExitCode, UserError } from '../errors.ts';
import { checkSchema } from '../ingest/schema.ts';
import { temporaryFile, temporaryFolder } from '../temporary.ts';
import { type CommonOptions, openDatabase } from './common-options.ts';
import type { Context } from './context.ts';
import { narrationOf } from './narration.ts';

interface Options extends CommonOptions {
  readonly from?: string;
  readonly to?: string;
}

export const copyExample =
  'Example:\n  ordstat db copy --from ordstat.duckdb --to postgres://db.example/ops';

/** `ordstat db copy`: everything of one database into another, of any engine. */
export function addCopyCommand(command: Command, context: Context): void {
  const copy = command
    .command('copy')
    .description('copy all of a database into an empty one; after an interruption, go on with it')
    .option('--from <database>', 'a file, or postgres://USER@HOST/DATABASE')
    .option('--to <database>', 'the same')
    .addHelpText('after', `\n${copyExample}`)
    .action(() => run(copy.optsWithGlobals(), context));
}

async function run(options: Options, context: Context): Promise<void> {
  const { from, to } = options;
  if (from === undefined || to === undefined) {
    throw new UserError(
      ExitCode.usage,
      `db copy: no ${from === undefined ? '--from' : '--to'}`,
      'name both: ordstat db copy --from ordstat.duckdb --to postgres://HOST/DATABASE',
    );
  }
  if (nameOf(from) === nameOf(to)) {
    throw new UserError(
      ExitCode.usage,
      `db copy: from and to are the same: ${shownUrl(to)}`,
      'name an empty database with --to',
    );
  }
  checkDatabasePath(from, 'read');
  checkDatabasePath(to, 'write');
  const spool = temporaryFile(join(dirname(temporaryFolder(to)), 'ordstat-rows'));
  const narration = narrationOf(context, options);
  const source = await openDatabase(context, { ...options, db: from }, 'read', [spool]);
  try {
    await checkSchema(source, from);
    const target = await openDatabase(context, { ...options, db: to }, 'write', [spool]);
    try {
      const onReplaced = () =>
        narration.warn(`an unfinished copy of something else is replaced in ${shownUrl(to)}`);
      const tables = await copyDatabase({ source, target, spool, targetName: to, onReplaced });
      for (const { table, rows, kept } of tables) {
        const before = kept === 0 ? '' : `, ${kept} of them were there`;
        narration.note(`${table}: rows in both: ${rows}${before}`);
      }
      if (target.kind === 'duckdb') {
        await target.run('checkpoint');
      }
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

/** What a database is, however it is written. */
const nameOf = (database: string) =>
  isPostgresUrl(database) ? shownUrl(database) : realPath(database);
