import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shippedLifecycles } from '../../src/lifecycle/read-lifecycle.ts';
import { folderPerTest, shippedText } from './lifecycle-files.ts';

const folder = folderPerTest();

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const awkward = fc.constantFrom<Json>(
  ...[null, true, false, 0, -1, 1.5, 1e300, '', ' ', 'CREATED', 'created', 'pending', '5m', 'P1M'],
  ...['__proto__', 'constructor', 'toString', '\u0000', '\u202e', '\ud800', 'İ', 'x'.repeat(5000)],
  ...[[], [[]], ['CREATED', 'CREATED'], {}, { name: 'X' }, { from: 'CREATED', to: 'CREATED' }],
  ...[{ constructor: 1 }, [{ name: 'CREATED', after: 'X', anyOf: ['CREATED'], within: '1h' }]],
);
const value = fc.oneof(awkward, fc.jsonValue() as fc.Arbitrary<Json>);
const key = fc.oneof(
  fc.constantFrom('name', 'next', 'initial', 'requires', 'column', 'deadlines', 'ignore'),
  fc.constantFrom('processing', '__proto__', 'constructor', 'a b', ''),
  fc.string(),
);

interface Mutation {
  /** Picks the place, whatever the number of places. */
  readonly place: number;
  readonly kind: 'set' | 'remove' | 'repeat' | 'add';
  readonly key: string;
  readonly value: Json;
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  place: fc.nat(),
  kind: fc.constantFrom('set', 'remove', 'repeat', 'add'),
  key,
  value,
});

/** Every list and object, outermost first. */
function containersOf(json: Json): (Json[] | { [key: string]: Json })[] {
  return typeof json === 'object' && json !== null
    ? [json, ...Object.values(json).flatMap(containersOf)]
    : [];
}

function mutate(file: Json, { place, kind, key, value: drawn }: Mutation): void {
  // What is drawn is drawn again, and must not have been changed.
  const value = structuredClone(drawn);
  const containers = containersOf(file);
  const container = containers[place % containers.length];
  if (Array.isArray(container)) {
    const index = place % (container.length + 1);
    const repeated = structuredClone(container.slice(0, 1));
    const added = { set: [value], remove: [], repeat: repeated, add: [value] }[kind];
    container.splice(index, kind === 'add' || kind === 'repeat' ? 0 : 1, ...added);
  } else if (container !== undefined) {
    const keys = Object.keys(container);
    const chosen = kind === 'add' ? key : (keys[place % Math.max(1, keys.length)] ?? key);
    delete container[chosen];
    if (kind !== 'remove') {
      Object.defineProperty(container, chosen, { value, enumerable: true, configurable: true });
    }
  }
}

const damages = fc.record({
  name: fc.constantFrom(...shippedLifecycles),
  mutations: fc.array(mutation, { minLength: 1, maxLength: 3 }),
});

async function expectAnswer(content: string): Promise<void> {
  const { code, errors, hints, outcome } = await folder.check(content);
  expect([0, 2], outcome.stderr).toContain(code);
  expect(outcome.stderr).not.toContain('unexpected:');
  expect(errors.length > 0).toBe(code === 2);
  expect(hints).toHaveLength(errors.length);
  expect(hints).not.toContain('');
  expect(outcome.stderr).not.toMatch(/undefined|\[object/);
}

test('a changed lifecycle is sound, or refused with a remedy', async () => {
  await fc.assert(
    fc.asyncProperty(damages, async ({ name, mutations }) => {
      const file = JSON.parse(shippedText(name)) as Json;
      for (const each of mutations) {
        mutate(file, each);
      }
      await expectAnswer(JSON.stringify(file));
    }),
    { numRuns: 200 },
  );
});

test('a damaged text is sound, or refused with a remedy', async () => {
  const damage = fc.record({
    name: fc.constantFrom(...shippedLifecycles),
    offset: fc.nat(),
    length: fc.nat({ max: 20 }),
    inserted: fc.oneof(fc.string(), fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '\\')),
  });
  await fc.assert(
    fc.asyncProperty(damage, async ({ name, offset, length, inserted }) => {
      const text = shippedText(name);
      const from = offset % text.length;
      await expectAnswer(text.slice(0, from) + inserted + text.slice(from + length));
    }),
    { numRuns: 200 },
  );
});
