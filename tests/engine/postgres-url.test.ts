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

test.each([
  ['?sslmod=verify-full', undefined, '--db: no such setting: sslmod', 'did you mean sslmode?'],
  ['?sslmode=verify_full', undefined, '--db: no such sslmode: verify_full', 'verify-full?'],
  ['?sslmode=', undefined, '--db: no such sslmode: ', 'there are: disable'],
  ['?dbname=other', undefined, '--db: no such setting: dbname', 'there are: user'],
  ['', 'verify_full', 'PGSSLMODE: no such mode: verify_full', 'did you mean verify-full?'],
  ['', 'allow', 'PGSSLMODE: no such mode: allow', 'there are: disable'],
])('%s with PGSSLMODE=%s is refused', (search, defaultMode, message, hint) => {
  expect(() => driverUrl(`postgres://host/db${search}`, defaultMode)).toThrow(
    expect.objectContaining({ exitCode: 2, message, hint: expect.stringContaining(hint) }),
  );
});

test('of two modes the one that was checked counts', () => {
  const url = driverUrl('postgres://host/db?sslmode=verify-full&sslmode=');
  expect(url.searchParams.getAll('sslmode')).toEqual(['verify-full']);
});

test('a mode in the address goes before PGSSLMODE', () => {
  const url = driverUrl('postgres://host/db?sslmode=disable', 'verify_full');
  expect(url.searchParams.get('sslmode')).toBe('disable');
});

test('what is no address is refused without showing it', () => {
  expect(() => driverUrl('postgres://ann:se/cret@host/db')).toThrow(
    expect.objectContaining({ exitCode: 2, message: expect.not.stringContaining('cret') }),
  );
});
