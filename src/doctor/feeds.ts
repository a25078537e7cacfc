import { type Engine, type Row, rowOf, rowsOf } from '../engine/engine.ts';
import { accepted, composedSql, sqlFile } from '../engine/sql-files.ts';
import { storeShiftParameters } from '../queries/store-report.ts';
import { counted, type Finding, sound, warning } from './finding.ts';

/** The newest observation of each kind that has any, and how it stands to the clock. */
export function agesOf(engine: Engine, clock: string): Promise<Row[]> {
  return rowsOf(engine, sqlFile('4_reports/doctor_ages'), { clock });
}

/** Whether each kind has observations of the last 24 hours, and none of the time to come. */
export function checkFreshness(rows: readonly Row[]): Finding {
  const newest = rows.map(({ kind, newest_text }) => `newest of ${kind} ${newest_text}`).join(', ');
  const stale = rows.filter((row) => row.is_stale === 'true');
  const ahead = rows.filter((row) => row.future_rows !== '0');
  if (stale.length + ahead.length === 0) {
    return sound('freshness', newest || 'nothing that ages is loaded');
  }
  const reasons = [
    ...stale.map(({ kind }) => `${kind} is older than 24 hours`),
    ...ahead.map(
      ({ kind, future_rows }) => `${counted(Number(future_rows), 'row')} of ${kind} in the future`,
    ),
  ];
  const remedies = [
    ...(stale.length > 0 ? ['check the feed, and load what has come since'] : []),
    ...(ahead.length > 0 ? ['check the clocks of this machine and of the source'] : []),
  ];
  return warning('freshness', `${reasons.join(', ')} (${newest})`, remedies.join('; '));
}

/** Whether stores were pinged all through the week before the newest ping. */
export async function checkCoverage(engine: Engine, ages: readonly Row[]): Promise<Finding> {
  const newest = ages.find(({ kind }) => kind === 'store-status');
  if (newest === undefined) {
    return sound('coverage', 'no pings are loaded');
  }
  const silences = await silencesBefore(
    engine,
    newest.newest_at as string,
    newest.last_week_starts_at as string,
  );
  return silences.stretches === '0'
    ? sound('coverage', 'stores were pinged all through the last week of pings')
    : warning(
        'coverage',
        `no store was pinged for over 2 hours ${counted(Number(silences.stretches), 'time')} ` +
          `in the last week of pings, ${silences.hours} hours in total; ` +
          `the longest from ${silences.longest_starts_at}, ${silences.longest_hours} hours`,
        'the collector was silent: load what it missed, or read these hours as unknown',
      );
}

function silencesBefore(engine: Engine, endsAt: string, startsAt: string): Promise<Row> {
  const sql = composedSql('4_reports/doctor_silences');
  const none = Object.fromEntries(storeShiftParameters.map((name) => [name, null]));
  const parameters = {
    ...none,
    as_of: endsAt,
    window_start: startsAt,
    window_end: endsAt,
    all_stores: false,
    default_tz: 'UTC',
  };
  return rowOf(engine, sql, accepted(sql, parameters));
}
