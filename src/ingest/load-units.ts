import { ExitCode, SessionLost, UserError } from '../errors.ts';
import { checkStatuses } from './check-statuses.ts';
import type { Engines } from './engines.ts';
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
  engines: Engines,
  units: readonly Unit[],
  { options, progress }: Loading,
  outcomes: FileOutcome[],
): Promise<void> {
  const isOver = (refusal: UserError) => refusal instanceof SessionLost;
  await attemptEach(units, outcomes, isOver, async (unit, index) => {
    progress.next(nameOf(unit), bytesOf(unit));
    const groups = await readUnit(engines.reader, unit, index, options);
    try {
      const merge = () => merged(engines, groups, { options, progress });
      outcomes.push(...loadedFiles(unit, await inTransaction(engines.database, merge)));
    } finally {
      for (const { tag } of groups) {
        await dropTables(
          engines.reader,
          readTables.map((table) => table + tag),
        );
      }
    }
  });
}

/** Lets every unit fail by itself, unless nothing more can be done. */
async function attemptEach<T extends Unit>(
  units: readonly T[],
  outcomes: FileOutcome[],
  isOver: (refusal: UserError) => boolean,
  action: (unit: T, index: number) => Promise<void>,
): Promise<void> {
  for (const [index, unit] of units.entries()) {
    await attempt(nameOf(unit), outcomes, () => action(unit, index));
    const last = outcomes.at(-1);
    const left = units
      .slice(index + 1)
      .map(nameOf)
      .join(', ');
    if (left !== '' && last !== undefined && 'refusal' in last && isOver(last.refusal)) {
      const refusal = new UserError(
        last.refusal.exitCode,
        `not loaded either: ${left}`,
        'load them again, too; what is loaded already counts as duplicate',
      );
      outcomes.push({ name: left, refusal });
      return;
    }
  }
}

/** Loads them all in one transaction, each on top of those before it, and takes it back. */
export async function rehearseUnits(
  engines: Engines,
  units: readonly Unit[],
  { options, progress, databasePath }: Loading,
  outcomes: FileOutcome[],
): Promise<void> {
  const version = await heldVersion(engines.database, databasePath);
  const ready: ReadGroup[][] = [];
  for (const [index, unit] of units.entries()) {
    await attempt(nameOf(unit), outcomes, async () => {
      progress.next(nameOf(unit), bytesOf(unit));
      ready.push(await readUnit(engines.reader, unit, index, options));
    });
  }
  await rehearsed(engines.database, async () => {
    await bringUpToDate(engines.database, version);
    // A statement that fails is the end of the transaction that they share.
    const isOver = ({ exitCode }: UserError) => exitCode !== ExitCode.data;
    await attemptEach(ready, outcomes, isOver, async (groups) => {
      const counts = await merged(engines, groups, { options, progress });
      outcomes.push(...loadedFiles(groups, counts));
    });
  });
}

async function merged(
  engines: Engines,
  groups: readonly ReadGroup[],
  { options, progress }: Pick<Loading, 'options' | 'progress'>,
): Promise<LoadCounts[][]> {
  if (groups.some(({ kind }) => kind.isOfOrders)) {
    await checkStatuses(engines.database, options.lifecycle);
  }
  return mergeUnit(engines, groups, options, progress);
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
