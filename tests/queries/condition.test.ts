import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DuckDb } from '../../src/engine/duckdb.ts';
import { UserError } from '../../src/errors.ts';
import { conditionOn } from '../../src/queries/condition.ts';
import { eventSummaries } from '../../src/queries/event-summary.ts';
import { memoryDatabase } from '../support/memory-database.ts';

let engine: DuckDb;
beforeAll(async () => {
  engine = await memoryDatabase();
});
afterAll(() => engine.close());

test.each<[condition: string, ...says: string[]]>([
  ['', 'syntax error'],
  ['events >', 'syntax error'],
  ['events > 1;', 'syntax error'],
  ['events > 1; select 2', 'syntax error'],
  ['events > 1) or (true', 'syntax error'],
  ['true) from events --', 'syntax error'],
  ['true); drop table events; select (true', 'syntax error'],
  ['true) union select (true', 'syntax error'],
  ['true) x where (false', 'syntax error'],
  ['events > 1 /*', 'comment'],
  ["user_id = 'u", 'unterminated'],
  ['events, gaps', 'row'],
  ['events > 1 as x', 'syntax error'],
  ['x := 1'],
  ['evnts > 1', 'no such column: evnts', 'did you mean events?'],
  ['report.events > 1', 'report.events'],
  ['store_id = 1', 'no such column: store_id', 'columns: user_id, event_type'],
  ['uptime_pct < 95', 'no such column'],
  ['current_timestamp > last_event_at', 'current_timestamp'],
  ['current_user = user_id', 'current_user'],
  ['events', 'not true or false but BIGINT'],
  ['user_id', 'not true or false but VARCHAR'],
  ['null', 'not true or false'],
  ['sum(events) > 1', 'sum'],
  ['count(*) > 1', 'count_star'],
  ['max(events) over () > 1', 'window'],
  ['lag(events) over () > 1', 'window'],
  ['(select true)', 'subquery'],
  ['exists (from events)', 'subquery'],
  ['events in (select 1)', 'subquery'],
  ['events = any([1])', 'subquery'],
  ['*', 'star'],
  ["columns('events') > 1", 'star'],
  ['columns(*) > 1', 'star'],
  ['*columns(*)'],
  ['#1 > 1', 'positional reference'],
  ['$1 > 1', 'parameter'],
  ['$k1 > 1', 'parameter'],
  ['? > 1', 'parameter'],
  ['list_transform([events], lambda x: x > 1)[1]'],
  ['list_transform([events], x -> x > 1)[1]'],
  ['[x for x in [true]][1]'],
  ['{a: true}.a'],
  ["getenv('HOME') <> ''", 'getenv'],
  ["user_id.getenv() <> ''", 'getenv'],
  ["main.getenv('HOME') <> ''", 'getenv'],
  ["system.main.upper('x') = 'X'", 'upper'],
  ["current_setting('threads') = 1", 'current_setting'],
  ["set_config('a', 'b', false)"],
  ['random() < 0.5', 'random'],
  ['now() > last_event_at', 'now'],
  ['today() > last_event_at', 'today'],
  ["nextval('x') = 1", 'nextval'],
  ['version() = 1', 'version'],
  ["query('select 1')"],
  ["read_text('/etc/passwd')"],
  ["glob('/etc/*')"],
  ['sleep_ms(100)'],
  ["length(repeat('x', 1000000000)) > 1", 'repeat'],
  ["length(lpad('x', 1000000000, 'x')) > 1", 'lpad'],
  ["length(replace(user_id, '', 'xx')) > 1", 'replace'],
  ['len(range(1000000000)) > 1'],
  ["error('x')", 'error'],
  ["seconds_text(events) = '1'", 'seconds_text'],
  ["events::json = '1'", 'cast'],
  ['user_id::blob is null', 'BLOB'],
  ['[events]::int[] is null'],
  ["user_id collate nocase = 'U1'", 'collate'],
  ['grouping(events) = 0', 'grouping'],
  ['abs(distinct events) > 1'],
  ['abs(events) filter (where true) > 1'],
  ["last_event_at < 'tomorrow'", 'tomorrow'],
  [`${'not '.repeat(5000)}true`],
  [`${'('.repeat(50_000)}true${')'.repeat(50_000)}`],
])('%s is no condition', async (condition, ...says) => {
  const refusal = await conditionOn(
    engine,
    eventSummaries['user,type'],
    '--fail-if',
    condition,
  ).then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(refusal).toBeInstanceOf(UserError);
  const { message, hint, exitCode } = refusal as UserError;
  expect(exitCode).toBe(2);
  expect(message).toMatch(/^--fail-if: /);
  expect(hint).toContain('columns: user_id, event_type');
  for (const text of says) {
    expect(`${message} ${hint}`).toContain(text);
  }
});
