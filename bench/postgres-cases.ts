import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Parameter, Parameters } from '../src/engine/engine.ts';
import { eventSummaries } from '../src/queries/event-summary.ts';
import type { Query } from '../src/queries/query.ts';
import { storeReport as storeQuery } from '../src/queries/store-report.ts';
import { reportSource, wrapped } from '../src/queries/wrap.ts';
import {
  AS_OF_SQL,
  type AtEnd,
  type Case,
  DAY,
  PINGS,
  pingsOf,
  ratio,
  report,
  storeFiles,
  storeReport,
} from './case.ts';
import type { DataSets } from './data-sets.ts';
import { command } from './in-process.ts';
import { type MeasuredServer, startMeasuredServer } from './postgres-server.ts';
import { after, onlyWhole, ordstat, program, type Work } from './work.ts';

/** Loads and reports on a server, against what it does by itself; none where there can't be one. */
export async function onPostgres(data: DataSets, atEnd: AtEnd): Promise<Case[]> {
  const server = await startMeasuredServer().catch((error: Error) => error);
  if (server instanceof Error) {
    process.stderr.write(`PostgreSQL is not measured: ${server.message}\n`);
    return [];
  }
  atEnd(server.stop);
  const stores = data.files('real', { ...pingsOf(14_092, 131), days: 7.7 });
  const users = data.files('events-5000000', { stores: 10, events: 5_000_000 });
  const files = [...storeFiles.map((file) => join(stores, file)), join(users, 'events.csv')];
  await command(['ingest', ...files, '--db', await server.database('held'), '-q']);
  await server.run('held', 'vacuum analyze', 'checkpoint');
  return [
    await pingCase(data, server, join(stores, PINGS)),
    await eventCase(data, server, join(users, 'events.csv')),
    ...storeReportCases(server),
    eventSummaryCase(server),
  ];
}

async function pingCase(data: DataSets, server: MeasuredServer, file: string): Promise<Case> {
  const rows = `select store_id, timestamp_utc as observed_at, max(status), 1 as load_id
    from (select *, row_number() over () as line from ${csv(file, 'timestamp_utc')})
    group by store_id, timestamp_utc
    order by min(line)`;
  const clean = await data.rows('pings-in-file-order', rows);
  return loadCase(server, 'ingest, 1.8 M pings of 14,092 stores', file, 'store_status', clean);
}

async function eventCase(data: DataSets, server: MeasuredServer, file: string): Promise<Case> {
  const rows = `select user_id, event_type, "timestamp", null as event_id, 1 as load_id
    from ${csv(file, 'timestamp')}`;
  const clean = await data.rows('events-in-file-order', rows);
  return loadCase(server, 'ingest, 5 M events', file, 'events', clean);
}

/** A generated file as DuckDB reads it. */
const csv = (file: string, time: string) =>
  `read_csv('${file}', header = true, all_varchar = true, types = {'${time}': 'timestamp'})`;

/** Loading a file into empty tables, against copying rows into the table and its indexes. */
function loadCase(
  server: MeasuredServer,
  name: string,
  file: string,
  table: string,
  rows: string,
): Case {
  const url = server.url('loaded');
  const fresh = async () => {
    await server.database('loaded');
  };
  const copy = { sql: `copy ${table} from stdin (format csv)`, from: rows };
  return {
    name,
    ordstat: after(
      fresh,
      served(
        server,
        ordstat(() => ['ingest', file, '--db', url]),
      ),
    ),
    against: '`COPY` of its clean rows',
    baseline: after(
      fresh,
      served(
        server,
        bareStatement(url, () => copy),
      ),
    ),
    budgets: [ratio(2)],
  };
}

const storeReportCases = (server: MeasuredServer): Case[] =>
  ['assume-open', 'carry-forward'].map((policy) =>
    reportCase(
      server,
      `store-report ${policy}, 1.8 M pings of 14,092 stores`,
      storeReport(policy),
      storeQuery,
      {
        as_of: AS_OF_SQL,
        clock: AS_OF_SQL,
        latest_at: AS_OF_SQL,
        window_start: '2023-01-18 18:13:22',
        window_end: AS_OF_SQL,
        day: null,
        default_tz: 'UTC',
        stores: null,
        all_stores: false,
        missing_day: 'closed',
        snap_midnight: false,
        policy,
        before_first: 'unknown',
        max_gap_us: null,
      },
    ),
  );

const eventSummaryCase = (server: MeasuredServer): Case =>
  reportCase(
    server,
    'event-summary, 5 M events',
    ['event-summary', '--day', DAY],
    eventSummaries['user,type'],
    {
      window_start: `${DAY} 00:00:00`,
      window_end: '2023-01-24 00:00:00',
      as_of: '2023-01-24 00:00:00',
      across_midnight: 'within',
      max_gap_us: null,
    },
  );

/** A report to a CSV file, against its own statement, sent by a driver. */
function reportCase(
  server: MeasuredServer,
  name: string,
  args: readonly string[],
  query: Query,
  parameters: Parameters,
): Case {
  const url = server.url('held');
  const sql = `copy (${plainStatement(query, parameters)}) to stdout (format csv, header)`;
  const copy = (scratch: string) => ({ sql, to: join(scratch, 'baseline.csv') });
  return {
    name,
    ordstat: served(server, report(url, args)),
    against: 'its own SQL with `COPY`',
    baseline: served(server, bareStatement(url, copy)),
    budgets: [ratio(1.25)],
    outputs: ['report.csv', 'baseline.csv'],
  };
}

/** The statement of a report as it is printed, its values in the text. */
function plainStatement(query: Query, values: Parameters): string {
  const { sql, parameters } = wrapped(reportSource(query, values, 'postgres'), {
    columns: query.columns,
    sort: [],
    limit: undefined,
    onlyPositive: undefined,
    tz: 'UTC',
    isPrinted: true,
  });
  return sql.replace(/\$([a-z_][a-z_0-9]*)/g, (_, name) => literal(parameters[name]));
}

const literal = (value: Parameter | undefined) =>
  typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);

/** Measured together with what the server does. */
const served = (server: MeasuredServer, work: Work): Work => ({
  ...onlyWhole(work),
  serverSeconds: server.seconds,
});

const RUN_POSTGRES = join(import.meta.dirname, 'baseline/run-postgres.mjs');

/** What a statement is counted and printed by, as in a session of ordstat. */
const SESSION =
  '-c timezone=UTC -c datestyle=ISO -c standard_conforming_strings=on -c work_mem=64MB';

/** A statement that a driver sends by itself, its rows from a file or to one. */
const bareStatement = (
  url: string,
  statement: (scratch: string) => { sql: string; from?: string; to?: string },
): Work =>
  program(process.execPath, (scratch) => {
    const file = join(scratch, 'job.json');
    const address = `${url}?options=${encodeURIComponent(SESSION)}`;
    writeFileSync(file, JSON.stringify({ url: address, ...statement(scratch) }));
    return [RUN_POSTGRES, file];
  });
