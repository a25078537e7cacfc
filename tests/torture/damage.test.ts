import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isOnServer, openWorkspace, type Workspace } from '../ingest/workspace.ts';
import { damagedFiles } from './damaged-files.ts';
import type { DamagedFile, Verdict } from './pieces.ts';

/**
 * The promise: never a silently wrong row, never a silently missing one. One file of every damage
 * is tried; all of them if ORDSTAT_TORTURE is set.
 */
const isLong = process.env.ORDSTAT_TORTURE !== undefined;
const longestRunMs = 10_000;

const all = await damagedFiles();
const damages = [...new Set(all.map(({ damage }) => damage))].map((damage) => {
  const files = all.filter((file) => file.damage === damage);
  const middle = Math.floor(files.length / 2);
  return { damage, files: isLong ? files : files.slice(middle, middle + 1) };
});

/** Table of each kind, and the columns that hold what the file said. */
const tables: Readonly<Record<string, readonly string[]>> = {
  events: ['events', 'user_id', 'event_type', 'occurred_at', "coalesce(event_id, '')"],
  'store-status': ['store_status', 'store_id', 'status', 'observed_at', "''"],
  'store-hours': ['store_hours', 'store_id', 'day_of_week', 'opens_local', 'closes_local'],
  'store-timezones': ['store_timezones', 'store_id', 'time_zone', "''", "''"],
};

interface Reject {
  readonly line: number;
  readonly reason: string;
  readonly raw: string;
}

interface Result {
  readonly code: number;
  readonly stderr: string;
  readonly loaded: string[][];
  readonly rejects: Reject[];
}

describe.each(damages)('$damage', ({ files }) => {
  test.each(files)(
    '$name',
    async (file) => {
      const work = openWorkspace();
      try {
        judges[file.verdict](file, await loaded(work, file));
      } finally {
        await work.remove();
      }
    },
    longestRunMs,
  );
});

async function loaded(work: Workspace, file: DamagedFile): Promise<Result> {
  const { code, stderr } = await work.ingest([work.file(file.fileName, file.bytes)]);
  expect([0, 3], stderr).toContain(code);
  if (!isOnServer && !existsSync(work.path('case.duckdb'))) {
    return { code, stderr, loaded: [], rejects: [] };
  }
  const [table, ...texts] = tables[file.kind] as string[];
  const columns = texts.map((text) => `'=' || ${text}`).join(', ');
  // A mark before each text: a byte order mark at its start would be lost on the way out.
  const rows = await work.rows(`
    select '=row', ${columns} from ${table}
    union all
    select '=reject', '=' || line_number, '=' || reason, '=' || raw_line, '=' from rejects
  `);
  const of = (what: string) =>
    rows
      .map((row) => row.map((text) => text.slice(1)))
      .filter(([kind]) => kind === what)
      .map(([, ...row]) => row);
  return {
    code,
    stderr,
    loaded: of('row'),
    rejects: of('reject').map(([line, reason, raw]) => ({
      line: Number(line),
      reason: reason as string,
      raw: raw as string,
    })),
  };
}

const judges: Readonly<Record<Verdict, (file: DamagedFile, result: Result) => void>> = {
  refused: (_, result) => expectRefused(result),
  'loads all': expectWhole,
  'refused or all': (file, result) =>
    result.code === 3 ? expectRefused(result) : expectWhole(file, result),
  rejects: expectAccountedFor,
  'refused or rejects': (file, result) =>
    result.loaded.length > 0 ? expectAccountedFor(file, result) : expectRefused(result),
  'anything but a crash': () => {},
};

/** A row as one text, empty columns at its end left out. */
const text = (row: readonly string[]) => JSON.stringify(row).replace(/(,"")+]$/, ']');
const sorted = (rows: readonly (readonly string[])[]) => rows.map(text).sort();

function expectRefused({ code, loaded, rejects, stderr }: Result): void {
  expect({ code, loaded, rejects }, stderr).toEqual({ code: 3, loaded: [], rejects: [] });
}

function expectWhole(file: DamagedFile, { code, loaded, rejects, stderr }: Result): void {
  expect(sorted(loaded), stderr).toEqual(sorted(file.rows.map((row) => row.values)));
  expect({ code, rejects }, stderr).toEqual({ code: 0, rejects: [] });
}

/** Loaded is true; what is missing was damaged; and a reject with its text points at it. */
function expectAccountedFor(file: DamagedFile, { code, loaded, rejects, stderr }: Result): void {
  const held = new Set(sorted(loaded));
  const missing = file.rows.filter((row) => !held.has(text(row.values)));
  const present = file.rows.filter((row) => !missing.includes(row));
  expect(sorted(loaded), stderr).toEqual(sorted(present.map((row) => row.values)));
  expect(
    missing.filter((row) => !mayBeMissing(file, row)),
    stderr,
  ).toEqual([]);
  const pointedAt = new Set(rejects.flatMap((reject) => linesOf(file, reject)));
  expect(
    missing.filter((row) => !pointedAt.has(row.firstLine)),
    stderr,
  ).toEqual([]);
  expect(code, stderr).toBe(rejects.length > 0 ? 3 : 0);
}

function mayBeMissing(file: DamagedFile, row: DamagedFile['rows'][number]): boolean {
  const isDamaged = ({ firstLine, lastLine }: typeof row) =>
    [...file.damagedLines].some((line) => line >= firstLine && line <= lastLine);
  const isSet = file.kind === 'store-hours' || file.kind === 'store-timezones';
  const ofOneStore = file.rows.filter((other) => isSet && other.values[0] === row.values[0]);
  return [row, ...ofOneStore].some(isDamaged);
}

/** The lines that a reject speaks of; its text must be theirs. */
function linesOf(file: DamagedFile, { line, raw }: Reject): number[] {
  const texts = raw.split(/\r\n|\n|\r/);
  expect(texts, `line ${line}`).toEqual(file.lines.slice(line - 1, line - 1 + texts.length));
  return texts.map((_, index) => line + index);
}
