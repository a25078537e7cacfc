import { describe, expect, test } from 'vitest';
import { folderPerTest } from './lifecycle-files.ts';

const folder = folderPerTest();
const start = { name: 'START', initial: true, next: ['MIDDLE'] };
const middle = { name: 'MIDDLE', next: ['END'] };
const end = { name: 'END', next: [] };

/** A sound lifecycle but for what is given. */
const lifecycle = (changes: object) => ({
  name: 'mine',
  statuses: [start, middle, end],
  ...changes,
});
const statuses = (...changes: object[]) =>
  lifecycle({
    statuses: [start, middle, end].map((status, index) => ({ ...status, ...changes[index] })),
  });
const deadline = { name: 'paid', after: 'START', anyOf: ['END'], within: '1h' };
const long = 'x'.repeat(101);

test('the lifecycle that the cases change is sound', async () => {
  expect(await folder.check(lifecycle({ deadlines: [deadline] }))).toMatchObject({ code: 0 });
});

describe('the schema', () => {
  test.each<[file: object, ...errors: string[]]>([
    [{}, 'name: is missing', 'statuses: is missing'],
    [lifecycle({ name: 3 }), 'name: not a text: 3'],
    [lifecycle({ name: ' ' }), 'name: not a name:'],
    [lifecycle({ name: 'a\tb' }), 'name: not a name: a\\tb'],
    [lifecycle({ name: 'a\u2028b' }), 'name: not a name: a\\u2028b'],
    [lifecycle({ name: '\ud800' }), 'name: not a name: \ufffd'],
    [lifecycle({ name: long }), `name: longer than 100 characters: ${'x'.repeat(57)}...`],
    [lifecycle({ statuses: [] }), 'statuses: is empty'],
    [lifecycle({ statuses: {} }), 'statuses: not a list: {}'],
    [lifecycle({ statuses: ['START'] }), 'statuses[0]: not an object: START'],
    [lifecycle({ statuses: [{ initial: true }] }), 'statuses[0].name: is missing'],
    [lifecycle({ statuses: [start, { name: null }] }), 'statuses[1].name: not a text: null'],
    [statuses({ initial: 'yes' }), 'statuses[0].initial: not true or false: yes'],
    [statuses({ success: 1 }), 'statuses[0].success: not true or false: 1'],
    [statuses({ failure: 0 }), 'statuses[0].failure: not true or false: 0'],
    [statuses({ next: 'END' }), 'statuses[0].next: not a list: END'],
    [statuses({ next: ['MIDDLE', 'MIDDLE'] }), 'statuses[0].next[1]: is there twice: MIDDLE'],
    [statuses({}, { aliases: [null] }), 'statuses[1].aliases[0]: not a text: null'],
    [statuses({}, {}, { requires: [''] }), 'statuses[2].requires[0]: not a name:'],
    [statuses({}, { stuckAfter: 300 }), 'statuses[1].stuckAfter: not a text: 300'],
    [statuses({}, { column: '' }), 'statuses[1].column: not a name:'],
    [statuses({}, { stuckafter: '5m' }), 'statuses[1].stuckafter: no such property'],
    [statuses({}, { 'stuck after': '5m' }), 'statuses[1]["stuck after"]: no such property'],
    [lifecycle({ ignore: ['a', 'b', 'a'] }), 'ignore[2]: is there twice: a'],
    [lifecycle({ funnel: 'END' }), 'funnel: not a list: END'],
    [lifecycle({ status: [] }), 'status: no such property'],
    [lifecycle({ $schema: 1 }), '$schema: not a text: 1'],
    [lifecycle({ deadlines: [{ ...deadline, anyOf: [] }] }), 'deadlines[0].anyOf: is empty'],
    [
      lifecycle({ deadlines: [{}] }),
      ...['name', 'after', 'anyOf', 'within'].map((key) => `deadlines[0].${key}: is missing`),
    ],
    [lifecycle({ deadlines: [{ ...deadline, by: 1 }] }), 'deadlines[0].by: no such property'],
    [lifecycle({ processing: { from: 'START' } }), 'processing.to: is missing'],
    [lifecycle({ processing: null }), 'processing: not an object: null'],
    [
      lifecycle({ processing: { from: 'START', to: 'END', via: 'MIDDLE' } }),
      'processing.via: no such property',
    ],
    [lifecycle({ maxStatusChanges: 0 }), 'maxStatusChanges: less than 1: 0'],
    [lifecycle({ maxStatusChanges: 1.5 }), 'maxStatusChanges: not a whole number: 1.5'],
    [lifecycle({ maxStatusChanges: '10' }), 'maxStatusChanges: not a whole number: 10'],
    [lifecycle({ maxStatusChanges: 1e300 }), 'maxStatusChanges: more than 1000000000: 1e+300'],
  ])('%j', async (file, ...errors) => {
    const outcome = await folder.check(file);
    expect(outcome).toMatchObject({ code: 2, errors });
    expect(outcome.hints).toHaveLength(errors.length);
  });

  test('an unknown property comes with the one that may be meant', async () => {
    const { hints } = await folder.check(statuses({}, { stuckafter: '5m' }));
    expect(hints).toEqual([expect.stringMatching(/^did you mean stuckAfter\? properties: name,/)]);
  });

  test('a property that JavaScript knows is one like any other', async () => {
    const file = '{"name": "n", "statuses": [{"name": "A", "initial": true, "__proto__": {}}]}';
    const { code, errors } = await folder.check(file);
    expect({ code, errors }).toEqual({
      code: 2,
      errors: ['statuses[0].__proto__: no such property'],
    });
    expect((await folder.check(lifecycle({ constructor: 1 }))).errors).toEqual([
      'constructor: no such property',
    ]);
  });
});

describe('names', () => {
  test.each<[file: object, ...errors: string[]]>([
    [
      lifecycle({ statuses: [start, middle, end, { name: 'START' }] }),
      "statuses[3].name: can't be told from statuses[0].name: START",
    ],
    [
      statuses({}, { aliases: ['fine', 'e-n.d'] }),
      "statuses[2].name: can't be told from statuses[1].aliases[1]: END",
    ],
    [
      statuses({ aliases: ['Order'] }, { aliases: ['order'] }),
      "statuses[1].aliases[0]: can't be told from statuses[0].aliases[0]: order",
    ],
    [lifecycle({ ignore: ['Mid Dle'] }), "ignore[0]: can't be told from statuses[1].name: Mid Dle"],
    [statuses({ aliases: ['...'] }), 'statuses[0].aliases[0]: no letter and no digit: ...'],
    [lifecycle({ ignore: ['ok', '-'] }), 'ignore[1]: no letter and no digit: -'],
  ])('%j', async (file, ...errors) => {
    expect(await folder.check(file)).toMatchObject({ code: 2, errors });
  });

  test.each([
    [statuses({ aliases: ['start', 'Sta-rt'] })],
    [lifecycle({ ignore: ['Noise', 'noise'] })],
    [
      lifecycle({
        statuses: [
          { name: '__proto__', initial: true, next: ['constructor'] },
          { name: 'constructor', next: [] },
        ],
      }),
    ],
    [lifecycle({ statuses: [{ name: 'ΠΛΗΡΩΜΗ', initial: true }, { name: '支払い済み' }] })],
  ])('%j is sound', async (file) => {
    expect(await folder.check(file)).toMatchObject({ code: 0, errors: [] });
  });
});

describe('references', () => {
  test.each<[file: object, error: string, hint: string]>([
    [statuses({ next: ['MIDDLE', 'ENDE'] }), 'statuses[0].next[1]: no such status: ENDE', 'END'],
    [
      statuses({}, { requires: ['STRAT'] }),
      'statuses[1].requires[0]: no such status: STRAT',
      'START',
    ],
    [lifecycle({ funnel: ['START', 'end'] }), 'funnel[1]: no such status: end', 'END'],
    [
      lifecycle({ deadlines: [{ ...deadline, after: 'MIDDEL' }] }),
      'deadlines[0].after: no such status: MIDDEL',
      'MIDDLE',
    ],
    [
      lifecycle({ deadlines: [deadline, { ...deadline, name: 'sent', anyOf: ['END', 'ENT'] }] }),
      'deadlines[1].anyOf[1]: no such status: ENT',
      'END',
    ],
    [
      lifecycle({ processing: { from: 'STAR', to: 'END' } }),
      'processing.from: no such status: STAR',
      'START',
    ],
    [
      lifecycle({ processing: { from: 'START', to: 'EMD' } }),
      'processing.to: no such status: EMD',
      'END',
    ],
    [
      { ...statuses({}, {}, { aliases: ['Delivered'] }), funnel: ['DELIVERED'] },
      'funnel[0]: no such status: DELIVERED',
      'END',
    ],
  ])('%j', async (file, error, meant) => {
    const { code, errors, hints } = await folder.check(file);
    expect({ code, errors }).toEqual({ code: 2, errors: [error] });
    expect(hints).toEqual([`did you mean ${meant}? statuses: START, MIDDLE, END`]);
  });

  test.each(['__proto__', 'constructor', 'toString'])('%s is no status', async (name) => {
    const { errors } = await folder.check(lifecycle({ funnel: [name] }));
    expect(errors).toEqual([`funnel[0]: no such status: ${name}`]);
  });
});

describe('rules', () => {
  test.each<[file: object, ...errors: string[]]>([
    [statuses({ initial: false }), 'statuses: none is initial'],
    [
      statuses({ next: [] }),
      'statuses[1]: no order can get to MIDDLE',
      'statuses[2]: no order can get to END',
    ],
    [statuses({}, { next: ['MIDDLE'] }), 'statuses[2]: no order can get to END'],
    [
      statuses({}, {}, { stuckAfter: '5m' }),
      'statuses[2].stuckAfter: nothing follows END, so no order can be stuck in it',
    ],
    [
      statuses({}, { success: true, failure: true }),
      'statuses[1].failure: MIDDLE is a success and a failure',
    ],
    [statuses({ stuckAfter: 'soon' }), 'statuses[0].stuckAfter: not a duration: soon'],
    [statuses({ stuckAfter: '-5m' }), 'statuses[0].stuckAfter: not a duration: -5m'],
    [
      statuses({}, { stuckAfter: '999999d' }),
      'statuses[1].stuckAfter: not a duration of at most 100 years: 999999d',
    ],
    [
      lifecycle({ deadlines: [deadline, { ...deadline, name: 'sent', within: 'P1M' }] }),
      'deadlines[1].within: not a duration: P1M',
    ],
    [
      lifecycle({ deadlines: [deadline, deadline] }),
      'deadlines[1].name: is the name of deadlines[0] too: paid',
    ],
    [
      lifecycle({ processing: { from: 'END', to: 'END' } }),
      'processing.to: is where processing begins: END',
    ],
    [
      statuses({ column: 'at' }, {}, { column: 'AT' }),
      'statuses[2].column: is the column of statuses[0] too: AT',
    ],
    ...['order_id', 'user_id', 'Status', 'total_amount', 'item_ids', 'UPDATED_AT'].map(
      (column): [object, string] => [
        statuses({}, { column }),
        `statuses[1].column: holds no time of a status: ${column}`,
      ],
    ),
  ])('%j', async (file, ...errors) => {
    expect(await folder.check(file)).toMatchObject({ code: 2, errors });
  });

  test('a status without next may be followed by any', async () => {
    const file = lifecycle({ statuses: [{ name: 'ANY', initial: true }, middle, end] });
    expect((await folder.check(file)).outcome.stderr).toContain(
      'sound: lifecycle mine, 3 statuses (initial ANY; terminal END)',
    );
  });

  test('a lifecycle may have no end', async () => {
    const file = lifecycle({ statuses: [{ name: 'ANY', initial: true }] });
    expect((await folder.check(file)).outcome.stderr).toContain(
      '1 status (initial ANY; terminal none)',
    );
  });

  test('everything that is wrong is said at once, 20 at most', async () => {
    const funnel = Array.from({ length: 30 }, (_, index) => `NOPE${index}`);
    const { code, errors, hints } = await folder.check(lifecycle({ funnel }));
    expect(code).toBe(2);
    expect(errors).toHaveLength(20);
    expect(errors[19]).toBe('funnel[19]: no such status: NOPE19');
    expect(hints[19]).toMatch(/ \(10 more not shown\)$/);
  });
});
