import { expect, test } from 'vitest';
import { driverUrl, isPostgresUrl, shownUrl } from '../../src/engine/postgres-url.ts';

test.each([
  ['postgres://host/db', true],
  ['postgresql://host/db', true],
  ['POSTGRES://host/db', true],
  ['./postgres.duckdb', false],
  ['postgres', false],
  [':memory:', false],
])('%s is an address of PostgreSQL: %s', (database, expected) => {
  expect(isPostgresUrl(database)).toBe(expected);
});

test.each([
  ['./ordstat.duckdb', './ordstat.duckdb'],
  ['postgres://ann@host:5433/db', 'postgres://ann@host:5433/db'],
  ['postgres://ann:secret@host/db', 'postgres://ann@host/db'],
  ['postgres://ann:sec%40ret@host/db?sslmode=require', 'postgres://ann@host/db?sslmode=require'],
  ['postgres://host/db?user=ann&password=secret', 'postgres://host/db?user=ann'],
  ['postgres://host/db?sslpassword=secret', 'postgres://host/db'],
  ['postgres://ann:se/cret@host/db', 'postgres://...'],
  ['postgres://ann:12#secret@host/db', 'postgres://...'],
  ['postgres://ann:12?secret@host/db', 'postgres://...'],
  ['postgres://ann:12/secret@host/db', 'postgres://...'],
  ['postgres://ann:secret', 'postgres://...'],
])('%s is shown without a password', (database, expected) => {
  expect(shownUrl(database)).toBe(expected);
});

test.each([
  ['require', 'verify-full'],
  ['prefer', 'verify-full'],
  ['verify-ca', 'verify-full'],
  ['verify-full', 'verify-full'],
  ['no-verify', 'no-verify'],
  ['disable', 'disable'],
])('sslmode=%s reaches the driver as %s', (mode, expected) => {
  const url = driverUrl(`postgres://host/db?sslmode=${mode}`);
  expect(url.searchParams.get('sslmode')).toBe(expected);
});

test('with uselibpqcompat the mode stays what it is', () => {
  const url = driverUrl('postgres://host/db?sslmode=require&uselibpqcompat=true');
  expect(url.searchParams.get('sslmode')).toBe('require');
});

test('what is no address is refused without showing it', () => {
  expect(() => driverUrl('postgres://ann:se/cret@host/db')).toThrow(
    expect.objectContaining({ exitCode: 2, message: expect.not.stringContaining('cret') }),
  );
});
