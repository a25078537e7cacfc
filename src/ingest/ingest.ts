import { existsSync, readdirSync, rmdirSync } from 'node:fs';
import { glob, isDynamicPattern } from 'tinyglobby';
import type { DuckDb } from '../engine/duckdb.ts';
import { rowsOf } from '../engine/engine.ts';
import { sqlFile } from '../engine/sql-files.ts';
import { ExitCode, UserError } from '../errors.ts';
import { type Kind, kinds } from './kinds.ts';
import { type Layout, layoutOf } from './layout.ts';
import {
  type Group,
  type LoadCounts,
  type LoadOptions,
  mergeUnit,
  type StagedUnit,
  stageUnit,
  type Unit,
} from './load.ts';
import { type FieldMap, type Recognised, recognise } from './recognise.ts';
import { bringUpToDate, ensureSchema, heldVersion } from './schema.ts';
import { openSource, type SourceFile, type SourceOptions, standardInput } from './source-file.ts';
import type { Input } from './stage.ts';
import { inTransaction, rehearsed } from './transaction.ts';

/** What became of one file: loaded, or refused whole. */
export type FileOutcome =
  | {
      readonly name: string;
      readonly kind: Kind;
      readonly counts: LoadCounts;
      /** Packed in a way that can't tell damage inside. */
      readonly isUnverified: boolean;
    }
  | { readonly name: string; readonly refusal: UserError };

export interface IngestRequest {
  /** Files, patterns, or `-`. */
  readonly names: readonly string[];
  readonly source: SourceOptions;
  readonly kindName: string | undefined;
  readonly map: FieldMap;
  readonly options: LoadOptions;
  /** Whether everything is done and then undone, for the counts. */
  readonly isRehearsal: boolean;
  /** What errors call the database. */
  readonly databasePath: string;
  /** Opens the database for writing; the engine may read the paths. */
  readonly openEngine: (paths: readonly string[]) => Promise<DuckDb>;
}

interface Opened {
  readonly source: SourceFile;
  readonly layout: Layout;
}

/**
 * Loads files, each in a transaction of its own; hours and zones of one call in one together.
 * A file that is refused does not keep the others out, except that hours and zones are only loaded
 * if no file was: the refused one might have been a part of them.
 */
export async function ingest(request: IngestRequest): Promise<FileOutcome[]> {
  const outcomes: FileOutcome[] = [];
  const opened: Opened[] = [];
  try {
    for (const name of await expanded(request.names)) {
      await attempt(name, outcomes, async () => {
        opened.push(await openedSource(name, request));
      });
    }
    if (opened.length === 0) {
      return outcomes;
    }
    const engine = await request.openEngine(opened.map(({ source }) => source.path));
    try {
      if (!request.isRehearsal) {
        await ensureSchema(engine, request.databasePath);
      }
      await loadAll(engine, opened, request, outcomes);
      await engine.run('checkpoint');
    } finally {
      engine.close();
    }
    return outcomes;
  } finally {
    for (const { source } of opened) {
      source.remove();
    }
    removeIfEmpty(request.source.spoolFolder);
  }
}

function removeIfEmpty(folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length === 0) {
    rmdirSync(folder);
  }
}

async function expanded(names: readonly string[]): Promise<string[]> {
  const lists = names.map(async (name) => {
    if (name === standardInput || existsSync(name) || !isDynamicPattern(name)) {
      return [name];
    }
    const found = await glob(name, { absolute: name.startsWith('/'), expandDirectories: false });
    return found.length > 0 ? found.sort() : [name];
  });
  return (await Promise.all(lists)).flat();
}

async function openedSource(name: string, request: IngestRequest): Promise<Opened> {
  const source = await openSource(name, request.source);
  try {
    const layout = await layoutOf(source);
    if (layout.format !== 'parquet') {
      recognise(source.name, layout.columns, request.kindName, request.map);
    }
    return { source, layout };
  } catch (error) {
    source.remove();
    throw error;
  }
}

async function loadAll(
  engine: DuckDb,
  opened: readonly Opened[],
  request: IngestRequest,
  outcomes: FileOutcome[],
): Promise<void> {
  const recognised: (Opened & Recognised)[] = [];
  for (const { source, layout } of opened) {
    await attempt(source.name, outcomes, async () => {
      const match =
        layout.format === 'parquet'
          ? await recognisedParquet(engine, source, request)
          : recognise(source.name, layout.columns, request.kindName, request.map);
      recognised.push({ source, layout, ...match });
    });
  }
  const files = recognised
    .filter(({ kind }) => !kind.isSet)
    .map((file) => [groupOf(file.kind, [file])]);
  const set = recognised.filter(({ kind }) => kind.isSet);
  const isSetWhole = !outcomes.some((outcome) => 'refusal' in outcome);
  const units = isSetWhole && set.length > 0 ? [...files, groupsOf(set)] : files;
  request.source.progress.begin(units.reduce((bytes, unit) => bytes + bytesOf(unit), 0));
  await (request.isRehearsal ? rehearseUnits : loadUnits)(engine, units, request, outcomes);
  if (!isSetWhole) {
    outcomes.push(...set.map(({ source }) => leftOut(source.name)));
  }
}

/** Loads each unit in a transaction of its own. */
async function loadUnits(
  engine: DuckDb,
  units: readonly Unit[],
  { options, source }: IngestRequest,
  outcomes: FileOutcome[],
): Promise<void> {
  for (const [index, unit] of units.entries()) {
    await attempt(nameOf(unit), outcomes, async () => {
      source.progress.next(nameOf(unit), bytesOf(unit));
      const staged = await stageUnit(engine, unit, index, options);
      const counts = await inTransaction(engine, () =>
        mergeUnit(engine, staged, options, source.progress),
      );
      outcomes.push(...loadedFiles(unit, counts));
    });
  }
}

/** Loads them all in one transaction, each on top of those before it, and takes it back. */
async function rehearseUnits(
  engine: DuckDb,
  units: readonly Unit[],
  { options, databasePath, source }: IngestRequest,
  outcomes: FileOutcome[],
): Promise<void> {
  const version = await heldVersion(engine, databasePath);
  const ready: StagedUnit[] = [];
  for (const [index, unit] of units.entries()) {
    await attempt(nameOf(unit), outcomes, async () => {
      source.progress.next(nameOf(unit), bytesOf(unit));
      ready.push(await stageUnit(engine, unit, index, options));
    });
  }
  await rehearsed(engine, async () => {
    await bringUpToDate(engine, version);
    for (const staged of ready) {
      await attempt(nameOf(staged.unit), outcomes, async () => {
        outcomes.push(
          ...loadedFiles(staged.unit, await mergeUnit(engine, staged, options, source.progress)),
        );
      });
    }
  });
}

const bytesOf = (unit: Unit) =>
  unit
    .flatMap(({ inputs }) => inputs)
    .reduce((bytes, { source }) => bytes + source.readableBytes, 0);

const nameOf = (unit: Unit) =>
  unit.flatMap(({ inputs }) => inputs.map(({ source }) => source.name)).join(', ');

function groupOf(kind: Kind, files: readonly (Opened & Recognised)[]): Group {
  return { kind, inputs: files.map((file, fileNumber): Input => ({ ...file, fileNumber })) };
}

function groupsOf(files: readonly (Opened & Recognised)[]): Group[] {
  return kinds
    .map((kind) =>
      groupOf(
        kind,
        files.filter((file) => file.kind === kind),
      ),
    )
    .filter(({ inputs }) => inputs.length > 0);
}

function loadedFiles(unit: Unit, counts: readonly LoadCounts[][]): FileOutcome[] {
  return unit.flatMap(({ kind, inputs }, group) =>
    inputs.map(({ source }, file) => ({
      name: source.name,
      kind,
      counts: counts[group]?.[file] as LoadCounts,
      isUnverified: source.isUnverified,
    })),
  );
}

function leftOut(name: string): FileOutcome {
  const refusal = new UserError(
    ExitCode.data,
    `${name}: not loaded, because another file was refused`,
    'hours and zones of one command are one set, of which it may be a part: load them again',
  );
  return { name, refusal };
}

/** Lets a file fail by itself; what is not the user's to mend goes on up. */
async function attempt(
  name: string,
  outcomes: FileOutcome[],
  action: () => Promise<void>,
): Promise<void> {
  try {
    await action();
  } catch (error) {
    if (!(error instanceof UserError) || error.exitCode === ExitCode.usage) {
      throw error;
    }
    outcomes.push({ name, refusal: error });
  }
}

/**
 * The kind of a Parquet file.
 * @throws UserError exit 3 when it can't be read, or ids were kept as floating point numbers.
 */
async function recognisedParquet(
  engine: DuckDb,
  source: SourceFile,
  request: IngestRequest,
): Promise<Recognised> {
  const columns = await rowsOf(engine, sqlFile('2_ingest/parquet_columns'), {
    path: source.path,
  }).catch((error: Error) => {
    throw new UserError(
      ExitCode.data,
      `${source.name}: damaged Parquet: ${error.message.split('\n', 1)[0]}`,
      'nothing of it was loaded: write the file again',
      { cause: error },
    );
  });
  const names = columns.map((row) => row.column_name as string);
  const match = recognise(source.name, names, request.kindName, request.map);
  for (const [field, index] of match.positions) {
    if (field.endsWith('_id') && /FLOAT|DOUBLE/.test(columns[index]?.column_type as string)) {
      throw new UserError(
        ExitCode.data,
        `${source.name}: ${names[index]} is a floating point column: long ids have lost digits`,
        'write the ids as text or as integers',
      );
    }
  }
  return match;
}
