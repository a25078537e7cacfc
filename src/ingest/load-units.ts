import type { DuckDb } from '../engine/duckdb.ts';
import { checkStatuses } from './check-statuses.ts';
import {
  dropStaged,
  type LoadCounts,
  type LoadOptions,
  mergeUnit,
  type StagedUnit,
  stageUnit,
  type Unit,
} from './load.ts';
import { attempt, type FileOutcome } from './outcome.ts';
import type { Progress } from './progress.ts';
import { bringUpToDate, heldVersion } from './schema.ts';
import { inTransaction, rehearsed } from './transaction.ts';

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
      const staged = await stageUnit(engine, unit, index, options);
      try {
        const merge = () => merged(engine, staged, { options, progress });
        outcomes.push(...loadedFiles(unit, await inTransaction(engine, merge)));
      } finally {
        await dropStaged(engine, staged);
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
  const ready: StagedUnit[] = [];
  for (const [index, unit] of units.entries()) {
    await attempt(nameOf(unit), outcomes, async () => {
      progress.next(nameOf(unit), bytesOf(unit));
      ready.push(await stageUnit(engine, unit, index, options));
    });
  }
  await rehearsed(engine, async () => {
    await bringUpToDate(engine, version);
    for (const staged of ready) {
      await attempt(nameOf(staged.unit), outcomes, async () => {
        outcomes.push(
          ...loadedFiles(staged.unit, await merged(engine, staged, { options, progress })),
        );
      });
    }
  });
}

async function merged(
  engine: DuckDb,
  staged: StagedUnit,
  { options, progress }: Pick<Loading, 'options' | 'progress'>,
): Promise<LoadCounts[][]> {
  if (staged.unit.some(({ kind }) => kind.isOfOrders)) {
    await checkStatuses(engine, options.lifecycle);
  }
  return mergeUnit(engine, staged, options, progress);
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
