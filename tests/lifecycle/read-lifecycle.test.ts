import { expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { readLifecycle } from '../../src/lifecycle/read-lifecycle.ts';
import { ordstat } from '../support/command-line.ts';
import { folderPerTest } from './lifecycle-files.ts';

const folder = folderPerTest();

test('what a file leaves out has its default', async () => {
  const path = folder.write('{"name": "n", "statuses": [{"name": "A", "initial": true}]}');
  expect(await readLifecycle('--lifecycle', path)).toEqual({
    name: 'n',
    statuses: [
      {
        name: 'A',
        aliases: [],
        isInitial: true,
        isSuccess: false,
        isFailure: false,
        next: undefined,
        requires: [],
        stuckAfterUs: undefined,
        column: undefined,
      },
    ],
    ignore: [],
    funnel: [],
    deadlines: [],
    processing: undefined,
    maxStatusChanges: 10,
  });
});

test('what a file says is read', async () => {
  const file = {
    $schema: './lifecycle.schema.json',
    name: 'n',
    statuses: [
      { name: 'A', aliases: ['a1'], initial: true, failure: true, next: ['B'], stuckAfter: '90s' },
      { name: 'B', success: true, next: [], requires: ['A'], column: 'done' },
    ],
    ignore: ['Noise'],
    funnel: ['A', 'B'],
    deadlines: [{ name: 'd', after: 'A', anyOf: ['B'], within: 'PT1H' }],
    processing: { from: 'A', to: 'B' },
    maxStatusChanges: 3,
  };
  const path = folder.write(JSON.stringify(file));
  expect(await readLifecycle('--lifecycle', path)).toMatchObject({
    statuses: [
      { aliases: ['a1'], isFailure: true, next: ['B'], stuckAfterUs: 90_000_000n },
      { isInitial: false, isSuccess: true, next: [], requires: ['A'], column: 'done' },
    ],
    ignore: ['Noise'],
    funnel: ['A', 'B'],
    deadlines: [{ name: 'd', after: 'A', anyOf: ['B'], withinUs: 3_600_000_000n }],
    processing: { from: 'A', to: 'B' },
    maxStatusChanges: 3,
  });
});

test.each([
  ['sagga', 2, '--lifecycle: no such lifecycle: sagga', 'did you mean saga?'],
  ['', 2, '--lifecycle: no such lifecycle: ', 'saga, simple, marketplace'],
  ['__proto__', 2, '--lifecycle: no such lifecycle: __proto__', 'saga, simple, marketplace'],
  ['constructor', 2, '--lifecycle: no such lifecycle: constructor', 'saga, simple, marketplace'],
  ['./saga', 1, '--lifecycle: no such file: ./saga', 'saga, simple, marketplace'],
  ['nope.json', 1, '--lifecycle: no such file: nope.json', 'saga, simple, marketplace'],
  ['lifecycles', 1, "--lifecycle: can't be read: lifecycles: EISDIR", 'JSON file'],
  ['package.json/x', 1, "--lifecycle: can't be read: package.json/x: ENOTDIR", 'JSON file'],
  ['a\0b', 1, "--lifecycle: can't be read: a\0b: ERR_INVALID_ARG_VALUE", 'JSON file'],
])('%j is refused with exit %i', async (name, exitCode, message, hint) => {
  const error = await readLifecycle('--lifecycle', name).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UserError);
  expect(error).toMatchObject({ exitCode, message, hint: expect.stringContaining(hint) });
});

test.each([
  ['', '1:1: not a JSON object'],
  ['[]', '1:1: not a JSON object'],
  ['null', '1:1: not a JSON object'],
  ['{"name": "n",\n "statuses": [{"name": "A",}]}', '2:28: not a JSON object'],
  ['{"name": "n",\r\n "statuses": [{"name": "A"},]}', '2:29: not a JSON object'],
  ['{"statuses": [{"next": ["A" "B"]}]}', '1:29: not a JSON object'],
  ['{"statuses": [{"next": ["A"}]}', '1:28: not a JSON object'],
  ['{"statuses": [[], {}, {"a": {}}], "b": [1, -2.5e3, true] "c": 0}', '1:58: not a JSON object'],
  ['{"statuses": [', '1:15: not a JSON object'],
  ['{"statuses": [{"name" "A"}]}', '1:23: not a JSON object'],
  ['{"statuses": [{name: "A"}]}', '1:16: not a JSON object'],
  ['{"a": "b\nc"}', '1:7: not a JSON object'],
  ['{"a": "b\u0001c"}', '1:7: not a JSON object'],
  ['{"a":\u00a0"b"}', '1:6: not a JSON object'],
  ['{"a": 1} // done', '1:10: not a JSON object'],
  ['{"a": [1]]', '1:10: not a JSON object'],
  [Buffer.from('{"name": "Gr\xfcn"}', 'latin1'), 'not UTF-8'],
])('%j is no lifecycle', async (content, error) => {
  expect(await folder.check(content)).toMatchObject({ code: 2, errors: [error] });
});

test('a byte order mark is no part of the file', async () => {
  const sound = '\uFEFF{"name": "n", "statuses": [{"name": "A", "initial": true}]}';
  expect(await folder.check(sound)).toMatchObject({ code: 0, errors: [] });
});

test('a file of data is refused before it is read', async () => {
  const path = folder.write(' '.repeat(1_000_001));
  const { code, stderr } = await ordstat(['lifecycle', 'check', path]);
  expect(code).toBe(2);
  expect(stderr).toContain('lifecycle check: too big for a lifecycle file');
});

test('the place of a mistake is found in a file of any shape', async () => {
  const deep = `{"a": ${'['.repeat(400_000)}`;
  const long = `{"a": "${'x'.repeat(900_000)}`;
  expect((await folder.check(deep)).errors).toEqual(['1:400007: not a JSON object']);
  expect((await folder.check(long)).errors).toEqual(['1:7: not a JSON object']);
});
