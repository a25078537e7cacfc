import type { DuckDb } from '../engine/duckdb.ts';
import { ExitCode, firstLine, UserError } from '../errors.ts';
import { checkSchema, schemaVersion } from '../ingest/schema.ts';
import { checkContents } from './contents.ts';
import { agesOf, checkCoverage, checkFreshness } from './feeds.ts';
import { checkFile } from './file.ts';
import { type Finding, failure, restore, sound, warning } from './finding.ts';
import { checkRejects } from './rejects.ts';
import { checkHours, checkZones, storesWithout } from './stores.ts';
import { checkWeeks } from './weeks.ts';
import { checkZoneData, zoneOffsets } from './zone-data.ts';

export interface Examination {
  readonly path: string;
  /** Opens the database for reading. */
  readonly openEngine: () => Promise<DuckDb>;
  /** The clock, as `2024-10-15 08:00:00`. */
  readonly clock: string;
  readonly signal: AbortSignal;
}

/** Checks that need the tables. */
const checksOfTables = [
  'weeks',
  'zone-data',
  'zones',
  'hours',
  'rejects',
  'freshness',
  'coverage',
] as const;

/**
 * Everything that is checked, in order. The file is looked at last, because closing it lets go of the
 * engine's lock, which keeps others from writing to it meanwhile.
 * @throws UserError exit 75 when the database stays locked.
 */
export async function examine(request: Examination): Promise<Finding[]> {
  const opened = await request.openEngine().catch((error: unknown) => {
    if (error instanceof UserError && error.exitCode !== ExitCode.failed) {
      throw error;
    }
    return error;
  });
  if (!isEngine(opened)) {
    const contents = failure('contents', firstLine(opened), `if it may be read: ${restore}`);
    return [await checkFile(request.path, request.signal), contents, ...skipped('schema')];
  }
  try {
    const findings = await examineOpened(opened, request);
    return [await checkFile(request.path, request.signal), ...findings];
  } finally {
    await opened.close();
  }
}

function isEngine(opened: unknown): opened is DuckDb {
  return typeof opened === 'object' && opened !== null && 'run' in opened;
}

async function examineOpened(
  engine: DuckDb,
  { path, clock, signal }: Examination,
): Promise<Finding[]> {
  const contents = await checkContents(engine, signal);
  if (contents.result === 'fail') {
    return [contents, ...skipped('schema')];
  }
  const schema = await checkSchemaVersion(engine, path);
  if (schema.result === 'fail') {
    return [contents, schema, ...skipped()];
  }
  const offsets = await zoneOffsets(engine, clock);
  const missing = await storesWithout(engine);
  const ages = await agesOf(engine, clock);
  return [
    contents,
    schema,
    await checkWeeks(engine),
    checkZoneData(offsets),
    checkZones(offsets, missing.get('zone')),
    checkHours(missing.get('hours')),
    await checkRejects(engine),
    checkFreshness(ages),
    await checkCoverage(engine, ages),
  ];
}

async function checkSchemaVersion(engine: DuckDb, path: string): Promise<Finding> {
  try {
    await checkSchema(engine, path);
    return sound('schema', `version ${schemaVersion}, the one this ordstat writes`);
  } catch (error) {
    if (error instanceof UserError) {
      return failure('schema', error.message, error.hint);
    }
    throw error;
  }
}

function skipped(...others: string[]): Finding[] {
  return [...others, ...checksOfTables].map((check) =>
    warning(check, "not checked: the tables can't be read", 'mend what failed above first'),
  );
}
