import type { DuckDb } from '../engine/duckdb.ts';
import type { Engine } from '../engine/engine.ts';
import type { Postgres } from '../engine/postgres.ts';
import { isPostgresUrl } from '../engine/postgres-url.ts';
import { ExitCode, firstLine, UserError } from '../errors.ts';
import { checkSchema, schemaVersion } from '../ingest/schema.ts';
import { checkCitus } from './citus.ts';
import { checkContents } from './contents.ts';
import { agesOf, checkCoverage, checkFreshness } from './feeds.ts';
import { checkFile } from './file.ts';
import { type Finding, failure, restore, sound, warning } from './finding.ts';
import { checkRejects } from './rejects.ts';
import { checkServer } from './server.ts';
import { checkHours, checkZones, storesWithout } from './stores.ts';
import { checkWeeks } from './weeks.ts';
import { checkServerZones, checkZoneData, engineNames, zoneOffsets } from './zone-data.ts';

export interface Examination {
  readonly path: string;
  /** Opens the database for reading. */
  readonly openEngine: () => Promise<DuckDb | Postgres>;
  /** Opens an engine without tables, to compare with. */
  readonly openScratch: () => Promise<DuckDb>;
  /** The clock, as `2024-10-15 08:00:00`, and in milliseconds since 1970. */
  readonly clock: string;
  readonly clockMs: number;
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
 * Everything that is checked, in order: a file and all that is in it, or a server, whose own checks
 * look after its files. The file is looked at last, because closing it lets go of the engine's lock,
 * which keeps others from writing to it meanwhile.
 * @throws UserError exit 75 when the database stays locked.
 */
export async function examine(request: Examination): Promise<Finding[]> {
  const opened = await request.openEngine().catch((error: unknown) => {
    if (
      error instanceof UserError &&
      (error.exitCode !== ExitCode.failed || isPostgresUrl(request.path))
    ) {
      throw error;
    }
    return error;
  });
  if (!isEngine(opened)) {
    const contents = failure('contents', firstLine(opened), `if it may be read: ${restore}`);
    return [await checkFile(request.path, request.signal), contents, ...skipped('schema')];
  }
  try {
    if (opened.kind === 'postgres') {
      return await examineServer(opened, request);
    }
    const findings = await examineFile(opened, request);
    return [await checkFile(request.path, request.signal), ...findings];
  } finally {
    await opened.close();
  }
}

function isEngine(opened: unknown): opened is DuckDb | Postgres {
  return typeof opened === 'object' && opened !== null && 'run' in opened;
}

async function examineFile(engine: DuckDb, request: Examination): Promise<Finding[]> {
  const contents = await checkContents(engine, request.signal);
  if (contents.result === 'fail') {
    return [contents, ...skipped('schema')];
  }
  const schema = await checkSchemaVersion(engine, request.path);
  const others = schema.result === 'fail' ? skipped() : await examineTables(engine, request);
  return [contents, schema, ...others];
}

async function examineServer(engine: Postgres, request: Examination): Promise<Finding[]> {
  const server = await checkServer(engine, request.clockMs);
  const schema = await checkSchemaVersion(engine, request.path);
  if (schema.result === 'fail') {
    return [server, schema, ...skipped()];
  }
  const scratch = await request.openScratch();
  try {
    const { clock } = request;
    const zones = await checkServerZones(await zoneOffsets(engine, clock), scratch, clock);
    const citus = await checkCitus(engine, clock);
    return [server, schema, ...citus, zones, ...(await examineTables(engine, request))];
  } finally {
    await scratch.close();
  }
}

async function examineTables(engine: Engine, { clock }: Examination): Promise<Finding[]> {
  const name = engineNames[engine.kind];
  const offsets = await zoneOffsets(engine, clock);
  const missing = await storesWithout(engine);
  const ages = await agesOf(engine, clock);
  return [
    await checkWeeks(engine),
    checkZoneData(offsets, name),
    checkZones(offsets, missing.get('zone'), name),
    checkHours(missing.get('hours')),
    await checkRejects(engine),
    checkFreshness(ages),
    await checkCoverage(engine, ages),
  ];
}

async function checkSchemaVersion(engine: Engine, path: string): Promise<Finding> {
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
