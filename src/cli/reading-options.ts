import { sqlFile } from '../engine/sql-files.ts';
import { ExitCode, UserError } from '../errors.ts';
import { checkZones } from './zones.ts';

/** The options that say how times are written. */
export interface ReadingOptions {
  readonly inputTz: string;
  readonly timeFormat?: string;
}

/**
 * Checks what only the engine knows, before there is a database.
 * @throws UserError exit 2.
 */
export async function checkReadingOptions({ inputTz, timeFormat }: ReadingOptions): Promise<void> {
  if (inputTz === 'UTC' && timeFormat === undefined) {
    return;
  }
  if (timeFormat?.includes('%Z')) {
    throw new UserError(
      ExitCode.usage,
      `--time-format: %Z reads names of zones, which mean different things: ${timeFormat}`,
      'use %z for an offset, or name the zone of all times with --input-tz',
    );
  }
  if (timeFormat !== undefined && !timeFormat.includes('%')) {
    throw new UserError(
      ExitCode.usage,
      `--time-format: not a layout: ${timeFormat}`,
      "write it as strptime does, such as '%d-%m-%Y %H:%M'",
    );
  }
  const { openScratchDuckDb } = await import('../engine/duckdb.ts');
  const engine = await openScratchDuckDb();
  try {
    await checkZones(engine, { '--input-tz': inputTz });
    await engine.run(sqlFile('2_ingest/read/try_time_format'), { time_format: timeFormat ?? null });
  } catch (error) {
    if (error instanceof UserError) {
      throw error;
    }
    throw new UserError(
      ExitCode.usage,
      `--time-format: not a layout: ${timeFormat}`,
      "write it as strptime does, such as '%d-%m-%Y %H:%M'",
      { cause: error },
    );
  } finally {
    await engine.close();
  }
}
