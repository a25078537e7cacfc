import { type Engine, type Row, rowsOf } from '../engine/engine.ts';
import { accepted, sqlFile, sqlFolder } from '../engine/sql-files.ts';
import { ExitCode, UserError } from '../errors.ts';
import { recountSteps, settlingSteps } from './settle.ts';
import { inTransaction } from './transaction.ts';

/** A load that was taken back. */
export interface TakenBack {
  readonly loadId: number;
  readonly kind: string;
  readonly file: string;
  /** Rows that were in use by it. */
  readonly removed: number;
  /** Rows of other loads that it had kept out of use. */
  readonly restored: number;
}

/**
 * Makes the tables what they would be if a load had never run: what it replaced or overruled is in
 * use again. With `isCascade` the loads that lean on it go, too.
 * @throws UserError exit 3 for an unknown load, one that is a prune, and one that others lean on.
 */
export function takeBack(engine: Engine, loadId: number, isCascade: boolean): Promise<TakenBack[]> {
  return inTransaction(engine, async () => {
    const load = await knownLoad(engine, loadId);
    const leaners = await rowsOf(engine, sqlFile('4_reports/load_leaners'), { load_id: loadId });
    if (leaners.length > 0 && !isCascade) {
      throw leanedOn(loadId, leaners);
    }
    const taken: TakenBack[] = [];
    const newestFirst = [...leaners, load].sort((left, right) => idOf(right) - idOf(left));
    for (const each of newestFirst) {
      taken.push(await takeOne(engine, each));
    }
    return taken;
  });
}

const idOf = (load: Row) => Number(load.load_id);

/** The ledger's line of a load. */
export async function knownLoad(engine: Engine, loadId: number): Promise<Row> {
  const [load] = await rowsOf(engine, sqlFile('2_ingest/known_load'), { load_id: loadId });
  if (load === undefined) {
    throw new UserError(ExitCode.data, `no such load: ${loadId}`, 'see ordstat loads');
  }
  return load;
}

function leanedOn(loadId: number, leaners: readonly Row[]): UserError {
  const names = leaners.map((row) => `${row.load_id} (${row.file_name})`).reverse();
  return new UserError(
    ExitCode.data,
    `other loads counted rows against load ${loadId}: ${names.join(', ')}`,
    'take them back too with --cascade, then load again what should stay',
  );
}

async function takeOne(engine: Engine, load: Row): Promise<TakenBack> {
  if (load.kind === 'prune') {
    throw new UserError(
      ExitCode.data,
      `load ${load.load_id} is a prune: what it dropped is gone`,
      'load the files again that hold it',
    );
  }
  const counts = { removed: 0, restored: 0 };
  const parameters = { load_id: Number(load.load_id) };
  const steps = [
    ...sqlFolder(`2_ingest/${load.kind}/take_back`),
    ...recountSteps(load.kind as string),
    ...settlingSteps(load.kind as string),
    ...sqlFolder('2_ingest/take_back'),
  ];
  for (const step of steps) {
    const sql = sqlFile(step);
    const [row] = await rowsOf(engine, sql, accepted(sql, parameters));
    if (step.endsWith('take_out')) {
      counts.removed = Number(row?.Count);
    } else if (step.endsWith('restore')) {
      counts.restored = Number(row?.Count);
    }
  }
  return {
    loadId: parameters.load_id,
    kind: load.kind as string,
    file: load.file_name as string,
    ...counts,
  };
}
