import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runSql } from './baseline/run-sql.mjs';
import { command } from './in-process.ts';

const GENERATE = join(import.meta.dirname, 'generate.ts');

/** Generated files and the database that holds them; made when first asked for, and kept. */
export class DataSets {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  /** The folder of files that generate.ts makes with these flags. */
  files(name: string, flags: Readonly<Record<string, number>>): string {
    return this.#made(name, JSON.stringify(flags), (folder) => {
      const args = Object.entries(flags).flatMap(([flag, value]) => [`--${flag}`, String(value)]);
      run(process.execPath, ['--import', 'tsx', GENERATE, '--out', folder, ...args]);
    });
  }

  /** A database with files of a folder. */
  async database(name: string, folder: string, files: readonly string[]): Promise<string> {
    const path = join(this.#root, `${name}.duckdb`);
    this.#made(`${name}-database`, JSON.stringify([folder, files]), () => {
      rmSync(path, { force: true });
    });
    if (!existsSync(path)) {
      await command(['ingest', ...files.map((file) => join(folder, file)), '--db', path, '-q']);
    }
    return path;
  }

  /** A CSV file without a header, with the rows that a statement of DuckDB gives. */
  async rows(name: string, statement: string): Promise<string> {
    const path = join(this.#root, `${name}.csv`);
    this.#made(`${name}-rows`, statement, () => rmSync(path, { force: true }));
    if (!existsSync(path)) {
      const copy = `copy (${statement}) to '${path}' (format csv, header false)`;
      await runSql({ database: ':memory:', statements: [copy], parameters: {} });
    }
    return path;
  }

  /**
   * A database with the hours and zones of a folder and `weeks` of pings of all its stores, 17 a day
   * each, the last of them before 2023-01-25 18:13:22. The pings are put in by SQL: it is the reports
   * and the next load that are measured.
   */
  async history(folder: string, weeks: number): Promise<string> {
    const name = `history-${weeks}`;
    const path = join(this.#root, `${name}.duckdb`);
    this.#made(name, String(weeks), () => rmSync(path, { force: true }));
    if (!existsSync(path)) {
      const sets = ['store_hours.csv', 'timezones.csv'].map((file) => join(folder, file));
      await command(['ingest', ...sets, '--db', path, '-q']);
      const fill = readFileSync(
        join(import.meta.dirname, '../sql/1_tables/upgrades/4/02_fill_store_weeks.sql'),
        'utf8',
      );
      await runSql({
        database: path,
        statements: [pingHistory(weeks), fill.replace('latest_known', 'arg_max'), 'checkpoint'],
        parameters: {},
      });
    }
    return path;
  }

  #made(name: string, recipe: string, make: (folder: string) => void): string {
    const folder = join(this.#root, name);
    const note = join(folder, 'recipe.json');
    if (!existsSync(note) || readFileSync(note, 'utf8') !== recipe) {
      mkdirSync(folder, { recursive: true });
      make(folder);
      writeFileSync(note, recipe);
    }
    return folder;
  }
}

/** Round by round from the first on, so that rows are held in the order of time. */
const pingHistory = (weeks: number) => `
insert into store_status
with stores as (
    select store_id, row_number() over (order by store_id) as number
    from (select distinct store_id from store_timezones)
),

rounds as (
    select "range" as round from range(${weeks} * 7 * 17 - 1, -1, -1)
)

select
    stores.store_id,
    timestamp '2023-01-25 18:13:22' - to_microseconds(
        cast(rounds.round * 5082352941 + hash(stores.number, rounds.round) % 3000000000 as bigint)
    ),
    case when hash(rounds.round, stores.number) % 100 < 12 then 'inactive' else 'active' end,
    1
from rounds
cross join stores
`;

function run(program: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: exit ${status}\n${stderr}`);
}
