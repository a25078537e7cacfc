import { expect, test } from 'vitest';
import { numbered } from '../../src/engine/named-parameters.ts';

test('names are numbered in the order in which they come first', () => {
  expect(numbered('select $day, $tz, cast($day as date)')).toEqual({
    sql: 'select $1, $2, cast($1 as date)',
    names: ['day', 'tz'],
  });
});

test.each([
  ["select '$day'", 'text'],
  ["select 'it''s $day'", 'text with a quote'],
  ["select 'a\\' || '$day'", 'text that ends in a backslash'],
  ["select E'it\\'s $day'", 'text with escapes'],
  ["select e'a''b\\\\', '$day'", 'text with escapes that ends in one'],
  ['select "$day" from "a""$day"', 'quoted identifiers'],
  ['select 1 -- $day\n', 'a comment'],
  ['select 1 --', 'an empty comment at the end'],
  ['select /* $day */ 1', 'a block comment'],
  ['select /* a /* $day */ $tz */ 1', 'block comments within one another'],
  ['select /* $day', 'a block comment without an end'],
  ['select $$ $day $$', 'dollar quotes'],
  ['select $body$ $day $$ $body$', 'dollar quotes with a tag'],
  ['select $body$ $day', 'dollar quotes without an end'],
  ['select a$day from t', 'an identifier with a dollar sign'],
  ['select größe$day, é$day from t', 'an identifier that is not of ASCII'],
  ['select $1', 'a number'],
])('%s: no parameter in %s', (sql) => {
  expect(numbered(sql)).toEqual({ sql, names: [] });
});

test.each([
  ["select 'a'||$day", "select 'a'||$1"],
  ['select "a"=$day', 'select "a"=$1'],
  ['select 1/$day', 'select 1/$1'],
  ['select 2-$day -- $tz', 'select 2-$1 -- $tz'],
  ['select /* 1 */$day', 'select /* 1 */$1'],
  ['select $$a$$||$day', 'select $$a$$||$1'],
  ["select nice'$tz', $day", "select nice'$tz', $1"],
  ['select ($day::text)', 'select ($1::text)'],
  ["select e.a, '', $day", "select e.a, '', $1"],
])('%s', (sql, expected) => {
  expect(numbered(sql)).toEqual({ sql: expected, names: ['day'] });
});
