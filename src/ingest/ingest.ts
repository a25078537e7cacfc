import { existsSync, readdirSync, rmdirSync } from 'node:fs';
import { glob, isDynamicPattern } from 'tinyglobby';
import { ExitCode, UserError } from '../errors.ts';
import type { Engines } from './engines.ts';
import type { Kind } from './kinds.ts';
import { type Layout, layoutOf } from './layout.ts';
import { bytesOf, loadUnits, rehearseUnits } from './load-units.ts';
import { attempt, type FileOutcome } from './outcome.ts';
import { type FieldMap, type Recognised, recognise, refuseRivals } from './recognise.ts';
import { recognisedParquet } from './recognise-parquet.ts';
import { renewStatistics } from './renew-statistics.ts';
import { ensureSchema } from './schema.ts';
import { openSource, type SourceFile, type SourceOptions, standardInput } from './source-file.ts';
import type { Input } from './stage.ts';
import type { Group, LoadOptions } from './unit.ts';

export interface IngestRequest {
  /** Files, patterns, or `-`. */
  readonly names: readonly string[];
  readonly source: SourceOptions;
  /** The kinds that the files may be of. */
  readonly candidates: readonly Kind[];
  readonly map: FieldMap;
  readonly options: LoadOptions;
  /** Whether everything is done and then undone, for the counts. */
  readonly isRehearsal: boolean;
  /** What errors call the database. */
  readonly databasePath: string;
  /** Opens the database for writing; the reader may read the paths. */
  readonly openEngines: (paths: readonly string[]) => Promise<Engines>;
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
    const engines = await request.openEngines(opened.map(({ source }) => source.path));
    const { reader, database } = engines;
    try {
      if (!request.isRehearsal) {
        await ensureSchema(database, request.databasePath);
      }
      await loadAll(engines, opened, request, outcomes);
      if (database.kind === 'postgres') {
        await renewStatistics(database, outcomes);
      } else {
        // What a log would still hold is lost where the log is: only the file itself is safe.
        await attempt(request.databasePath, outcomes, async () => {
          await database.run('checkpoint');
        });
      }
    } finally {
      await database.close();
      if (reader !== database) {
        await reader.close();
      }
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
      const match = recognise(source.name, layout.columns, request.candidates, request.map);
      if (layout.format === 'csv') {
        refuseRivals(source.name, layout.columns, match);
      }
    }
    return { source, layout };
  } catch (error) {
    source.remove();
    throw error;
  }
}

async function loadAll(
  engines: Engines,
  opened: readonly Opened[],
  request: IngestRequest,
  outcomes: FileOutcome[],
): Promise<void> {
  const recognised: (Opened & Recognised)[] = [];
  for (const { source, layout } of opened) {
    await attempt(source.name, outcomes, async () => {
      const match =
        layout.format === 'parquet'
          ? await recognisedParquet(engines.reader, source, request.candidates, request.map)
          : recognise(source.name, layout.columns, request.candidates, request.map);
      recognised.push({ source, layout, ...match });
    });
  }
  const files = recognised
    .filter(({ kind }) => !kind.isSet)
    .map((file) => [groupOf(file.kind, [file])]);
  const set = recognised.filter(({ kind }) => kind.isSet);
  const isSetWhole = !outcomes.some((outcome) => 'refusal' in outcome);
  const units =
    isSetWhole && set.length > 0 ? [...files, groupsOf(request.candidates, set)] : files;
  request.source.progress.begin(units.reduce((bytes, unit) => bytes + bytesOf(unit), 0));
  const loading = { ...request, progress: request.source.progress };
  await (request.isRehearsal ? rehearseUnits : loadUnits)(engines, units, loading, outcomes);
  if (!isSetWhole) {
    outcomes.push(...set.map(({ source }) => leftOut(source.name)));
  }
}

function groupOf(kind: Kind, files: readonly (Opened & Recognised)[]): Group {
  return { kind, inputs: files.map((file, fileNumber): Input => ({ ...file, fileNumber })) };
}

function groupsOf(kinds: readonly Kind[], files: readonly (Opened & Recognised)[]): Group[] {
  return kinds
    .map((kind) =>
      groupOf(
        kind,
        files.filter((file) => file.kind === kind),
      ),
    )
    .filter(({ inputs }) => inputs.length > 0);
}

function leftOut(name: string): FileOutcome {
  const refusal = new UserError(
    ExitCode.data,
    `${name}: not loaded, because another file was refused`,
    'hours and zones of one command are one set, of which it may be a part: load them again',
  );
  return { name, refusal };
}
