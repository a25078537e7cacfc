import type { DuckDb } from '../engine/duckdb.ts';
import { checkStatuses } from './check-statuses.ts';
import { type LoadCounts, mergeUnit } from './load.ts';
import { attempt, type FileOutcome } from './outcome.ts';
import type { Progress } from './progress.ts';
import { dropTables, type ReadGroup, readTables, readUnit } from './read-unit.ts';
import { bringUpToDate, heldVersion } from './schema.ts';
import { inTransaction, rehearsed } from './transaction.ts';
import type { LoadOptions, Unit } from './unit.ts';

/** What the loading of units depends on. */
export interface Loading {
  readonly options: LoadOptions;
  readonly progress: Progress;
  /** What errors call the database. */
  readonly databasePath: string;
}

/** Loads each unit in a transaction of its own. */
export async function loadUnits(
  engine: DuckDb,
  units: readonly Unit[],
  { options, progress }: Loading,
  outcomes: FileOutcome[],
): Promise<void> {
  for (const [index, unit] of units.entries()) {
    await attempt(nameOf(unit), outcomes, async () => {
      progress.next(nameOf(unit), bytesOf(unit));
      const groups = await readUnit(engine, unit, index, options);
      try {
        const merge = () => merged(engine, groups, { options, progress });
        outcomes.push(...loadedFiles(unit, await inTransaction(engine, merge)));
      } finally {
        for (const { tag } of groups) {
          await dropTables(
            engine,
            readTables.map((table) => table + tag),
          );
        }
      }
    });
  }
}

/** Loads them all in one transaction, each on top of those before it, and takes it back. */
export async function rehearseUnits(
  engine: DuckDb,
  units: readonly Unit[],
  { options, progress, databasePath }: Loading,
  outcomes: FileOutcome[],
): Promise<void> {
  const version = await heldVersion(engine, databasePath);
  const ready: ReadGroup[][] = [];
  for (const [index, unit] of units.entries()) {
    await attempt(nameOf(unit), outcomes, async () => {
      progress.next(nameOf(unit), bytesOf(unit));
      ready.push(await readUnit(engine, unit, index, options));
    });
  }
  await rehearsed(engine, async () => {
    await bringUpToDate(engine, version);
    for (const groups of ready) {
      await attempt(nameOf(groups), outcomes, async () => {
        const counts = await merged(engine, groups, { options, progress });
        outcomes.push(...loadedFiles(groups, counts));
      });
    }
  });
}

async function merged(
  engine: DuckDb,
  groups: readonly ReadGroup[],
  { options, progress }: Pick<Loading, 'options' | 'progress'>,
): Promise<LoadCounts[][]> {
  if (groups.some(({ kind }) => kind.isOfOrders)) {
    await checkStatuses(engine, options.lifecycle);
  }
  return mergeUnit(engine, groups, options, progress);
}

/** How much there is to read of a unit. */
export const bytesOf = (unit: Unit) =>
  unit
    .flatMap(({ inputs }) => inputs)
    .reduce((bytes, { source }) => bytes + source.readableBytes, 0);

const nameOf = (unit: Unit) =>
  unit.flatMap(({ inputs }) => inputs.map(({ source }) => source.name)).join(', ');

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
