import {
  appendFileSync,
  copyFileSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import { checkZoneData } from '../../src/doctor/zone-data.ts';
import {
  eventsFile,
  hoursFile,
  pingsFile,
  workspacePerTest,
  zonesFile,
} from '../ingest/workspace.ts';

const work = workspacePerTest();
const now = '2026-11-20T12:00:00Z';
const database = () => work.path('case.duckdb');
const blockBytes = 262_144;
const bodyStart = 3 * 4096;

interface Finding {
  readonly check: string;
  readonly result: string;
  readonly detail: string;
  readonly remedy: string | null;
}

async function examined(world: { now?: string } = {}) {
  const { code, stdout, stderr } = await work.run(['doctor', '-f', 'json', '--threads', '1'], {
    now,
    ...world,
  });
  const findings = JSON.parse(stdout) as Finding[];
  const notOk = findings.filter(({ result }) => result !== 'ok');
  return {
    code,
    stderr,
    findings,
    results: notOk.map(({ check, result }) => `${check} ${result}`),
  };
}

const hourBefore = (hours: number) =>
  new Date(Date.parse(now) - hours * 3_600_000).toISOString().replace('.000Z', 'Z');
const hours = (count: number) => Array.from({ length: count }, (_, index) => index);

/** Two stores, pinged every hour for three days, with hours and zones; an event of today. */
async function loadHealthy(): Promise<void> {
  const pings = hours(72).flatMap((hour) => [
    `1,active,${hourBefore(hour)}`,
    `2,inactive,${hourBefore(hour)}`,
  ]);
  const outcome = await work.ingest(
    [
      work.file('pings.csv', pingsFile(pings)),
      work.file('hours.csv', hoursFile(['1,0,09:00,17:00', '2,0,09:00,17:00'])),
      work.file('zones.csv', zonesFile(['1,Asia/Kolkata', '2,UTC'])),
      work.file('events.csv', eventsFile([`u,ordered,${hourBefore(1)}`])),
    ],
    { now },
  );
  expect(outcome.code).toBe(0);
}

async function change(...statements: string[]): Promise<void> {
  const instance = await DuckDBInstance.create(database());
  const connection = await instance.connect();
  for (const statement of statements) {
    await connection.run(statement);
  }
  connection.closeSync();
  instance.closeSync();
}

function flip(path: string, sound: Buffer, offset: number): void {
  const damaged = Buffer.from(sound);
  damaged[offset] = (damaged[offset] as number) ^ (1 << (offset % 8));
  writeFileSync(path, damaged);
}

test('a healthy database is ok in every check', async () => {
  await loadHealthy();
  const { code, stderr, findings } = await examined();
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(findings.map(({ check, result, remedy }) => [check, result, remedy])).toEqual(
    [
      'file',
      'contents',
      'schema',
      'weeks',
      'zone-data',
      'zones',
      'hours',
      'rejects',
      'freshness',
      'coverage',
    ].map((check) => [check, 'ok', null]),
  );
});

test('every flipped byte is found, wherever it is', async () => {
  await loadHealthy();
  await change('delete from store_status', 'checkpoint');
  const sound = readFileSync(database());
  expect((await examined()).results).not.toContain('file fail');
  const headers = [0, 1, 2].flatMap((header) =>
    [0, 8, 40, 2048, 4095].map((offset) => header * 4096 + offset),
  );
  const blockCount = (sound.length - bodyStart) / blockBytes;
  const blocks = hours(blockCount).flatMap((block) =>
    [0, 7, 8, 100, 4096, 65_537, 131_072, 200_001, blockBytes - 8, blockBytes - 1].map(
      (offset) => bodyStart + block * blockBytes + offset,
    ),
  );
  const offsets = [...headers, ...blocks];
  expect(offsets.length).toBeGreaterThanOrEqual(60);
  for (const offset of offsets) {
    flip(database(), sound, offset);
    const { code, stderr, results } = await examined();
    expect(code, `byte ${offset}`).toBe(4);
    expect(results, `byte ${offset}`).toContain('file fail');
    expect(stderr).toMatch(
      /^error: doctor: \d of 10 checks failed: file.*\nhint: restore the database file .*\n$/,
    );
  }
}, 180_000);

test('every cut-off tail is found', async () => {
  await loadHealthy();
  const sound = readFileSync(database());
  for (const cut of [1, 8, 4096, blockBytes - 1, blockBytes, sound.length - 5000]) {
    writeFileSync(database(), sound);
    truncateSync(database(), sound.length - cut);
    const { code, results } = await examined();
    expect(code, `${cut} bytes less`).toBe(4);
    expect(results, `${cut} bytes less`).toContain('file fail');
  }
});

test('what a killed load leaves at the end of the file is no damage', async () => {
  await loadHealthy();
  const sound = readFileSync(database());
  appendFileSync(database(), Buffer.alloc(5000, 'half a block'));
  expect((await examined()).results).toEqual([]);
  writeFileSync(database(), sound);
  appendFileSync(database(), Buffer.alloc(blockBytes, 'a block whose first half is another one'));
  const { code, results, findings } = await examined();
  expect({ code, results }).toEqual({ code: 0, results: ['file warn'] });
  expect(findings[0]?.remedy).toContain('load its files again');
});

test('a file that its engine shortened is no damage', async () => {
  await loadHealthy();
  await change(
    'create table big as select hash(range) as a from range(400000)',
    'checkpoint',
    'drop table big',
    'checkpoint',
  );
  await change('create table small (a integer)', 'checkpoint', 'checkpoint');
  await change('drop table small', 'force checkpoint', 'force checkpoint');
  const file = readFileSync(database());
  const [counts] = [4096, 8192]
    .map((at) => [8, 32].map((offset) => Number(file.readBigUInt64LE(at + offset))))
    .sort(([one = 0], [other = 0]) => other - one);
  expect(file.length).toBeLessThan(bodyStart + (counts?.[1] as number) * blockBytes);
  expect((await examined()).results).toEqual([]);
});

test('the write-ahead log: whole, cut off, and with every kind of damage', async () => {
  await loadHealthy();
  const insert = `insert into events values ('v', 'ordered', timestamp '2026-11-20 11:00', null, 1)`;
  await change('pragma disable_checkpoint_on_shutdown', insert, insert);
  const [file, log] = [readFileSync(database()), readFileSync(`${database()}.wal`)];
  expect((await examined()).results).toEqual([]);

  truncateSync(`${database()}.wal`, log.length - 3);
  expect(await examined()).toMatchObject({ code: 0, results: ['file warn'] });

  for (const offset of [
    0,
    7,
    8,
    12,
    15,
    16,
    24,
    30,
    60,
    90,
    120,
    log.length - 22,
    log.length - 1,
  ]) {
    writeFileSync(database(), file);
    flip(`${database()}.wal`, log, offset);
    const { code, results } = await examined();
    expect(code, `byte ${offset} of ${log.length}`).toBe(4);
    expect(results.join()).toMatch(/(file|contents) fail/);
  }
});

test('what can not be opened: the rest is skipped, and the table is there', async () => {
  work.file('case.duckdb', 'this is no database, whatever its name says\n');
  const { code, findings, stderr } = await examined();
  expect(code).toBe(4);
  expect(findings.map(({ result }) => result).join(' ')).toBe(
    'fail fail warn warn warn warn warn warn warn warn',
  );
  expect(findings[3]?.detail).toContain('not checked');
  expect(stderr).toContain('2 of 10 checks failed: file, contents');
});

test('the tables of another version, or of another program', async () => {
  await loadHealthy();
  copyFileSync(database(), work.path('sound.duckdb'));
  await change('update ordstat_schema set version = 999');
  expect(await examined()).toMatchObject({ code: 4 });
  expect((await examined()).results[0]).toBe('schema fail');
  rmSync(database());
  await change('create table events (mine integer)');
  expect((await examined()).results[0]).toBe('schema fail');
});

test.each([
  `update store_weeks set last_status = 'active' where store_id = '2'`,
  `delete from store_weeks where store_id = '1'`,
  `update store_weeks set first_at = week_start`,
])('weeks that are not those of the pings are a failure: %s', async (statement) => {
  await loadHealthy();
  await change(statement);
  const { code, results } = await examined();
  expect({ code, results }).toEqual({ code: 4, results: ['weeks fail'] });
});

test('zones: missing ones are a warning, unknown ones a failure', async () => {
  await work.ingest([work.file('p.csv', pingsFile([`7,active,${hourBefore(1)}`]))], { now });
  const { code, results, findings } = await examined();
  expect({ code, results }).toEqual({ code: 0, results: ['zones warn', 'hours warn'] });
  expect(findings[5]?.detail).toBe('1 pinged store (7) has no zone: they are taken to be in UTC');
  expect(findings[6]?.detail).toContain('1 pinged store (7) has no hours');
  await change(`insert into store_timezones values ('7', 'Mars/Olympus_Mons', 1)`);
  const unknown = await examined();
  expect(unknown).toMatchObject({ code: 4, results: ['zones fail', 'hours warn'] });
  expect(unknown.findings[5]?.detail).toContain('Mars/Olympus_Mons');
});

test('zones on which the two sets of zone data differ are named', () => {
  const offsetsOf = (time_zone: string, offset_minutes: string) => ({
    time_zone,
    offset_minutes,
    instant_at: '2026-01-01T00:00:00Z',
  });
  const same = [offsetsOf('UTC', '0'), offsetsOf('Asia/Kolkata', '330')];
  expect(checkZoneData(same, 'DuckDB')).toMatchObject({ result: 'ok' });
  const { result, detail } = checkZoneData([...same, offsetsOf('Asia/Tokyo', '480')], 'DuckDB');
  expect(result).toBe('warn');
  expect(detail).toContain('1 of the 3 zones in use: Asia/Tokyo');
  expect(detail).toContain(process.versions.tz as string);
});

test('rejects that wait', async () => {
  await loadHealthy();
  await work.ingest([work.file('bad.csv', eventsFile(['u,ordered,no time']))], { now });
  const { code, results, findings } = await examined();
  expect({ code, results }).toEqual({ code: 0, results: ['rejects warn'] });
  expect(findings[7]).toMatchObject({
    detail: '1 row could not be loaded: 1 of events',
    remedy: expect.stringContaining('ordstat rejects'),
  });
});

test('stale data, and data from the future', async () => {
  await loadHealthy();
  const stale = await examined({ now: '2026-11-21T12:00:01Z' });
  expect(stale).toMatchObject({ code: 0, results: ['freshness warn'] });
  expect(stale.findings[8]?.detail).toMatch(/^events is older .*, store-status is older /);
  const early = await examined({ now: '2026-11-20T11:30:00Z' });
  expect(early.results).toEqual(['freshness warn']);
  expect(early.findings[8]?.detail).toMatch(/^2 rows of store-status in the future/);
});

test('hours in which no store was pinged', async () => {
  await loadHealthy();
  await change(
    `delete from store_status where observed_at > '2026-11-20 01:00' and observed_at < '2026-11-20 04:00'`,
    `delete from store_status where observed_at > '2026-11-19 01:00' and observed_at < '2026-11-19 06:00'`,
  );
  const { code, results, findings } = await examined();
  expect({ code, results }).toEqual({ code: 0, results: ['coverage warn'] });
  expect(findings[9]?.detail).toBe(
    'no store was pinged for over 2 hours 2 times in the last week of pings, 8.0000 hours in ' +
      'total; the longest from 2026-11-19T01:00:00Z, 5.0000 hours',
  );
});
