import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkMeaning } from '../../src/lifecycle/check-meaning.ts';
import { checkSchema } from '../../src/lifecycle/check-schema.ts';
import type { LifecycleFile } from '../../src/lifecycle/lifecycle-file.ts';
import { readLifecycle, shippedLifecycles } from '../../src/lifecycle/read-lifecycle.ts';
import { root } from '../support/binary.ts';
import { ordstat } from '../support/command-line.ts';
import { shippedText } from './lifecycle-files.ts';

test.each(shippedLifecycles)('%s is sound', async (name) => {
  const file = JSON.parse(shippedText(name)) as LifecycleFile;
  expect(await checkSchema(file)).toEqual([]);
  expect(checkMeaning(file)).toEqual([]);
  expect(file.name).toBe(name);
});

test.each(shippedLifecycles)('%s is the same by its name and by its path', async (name) => {
  const byPath = await readLifecycle('--lifecycle', `${root}lifecycles/${name}.json`);
  expect(await readLifecycle('--lifecycle', name)).toEqual(byPath);
});

test('every file in the folder is offered', () => {
  const files = readdirSync(`${root}lifecycles`).filter((file) => !/\.schema\./.test(file));
  expect(files.sort()).toEqual(shippedLifecycles.map((name) => `${name}.json`).sort());
});

test.each([
  ['saga', 'saga, 8 statuses (initial CREATED; terminal COMPLETED, CANCELLED)'],
  ['simple', 'simple, 3 statuses (initial pending; terminal completed)'],
  ['marketplace', 'marketplace, 8 statuses (initial created; terminal delivered, canceled)'],
])('check says what %s holds', async (name, summary) => {
  expect(await ordstat(['lifecycle', 'check', name])).toEqual({
    code: 0,
    stdout: '',
    stderr: `${name}: sound: lifecycle ${summary}\n`,
  });
});

test('the order of the saga is the rank of its statuses', async () => {
  const { statuses } = await readLifecycle('--lifecycle', 'saga');
  expect(statuses.map(({ name, column }) => [name, column])).toEqual([
    ['CREATED', 'created_at'],
    ['INVENTORY_RESERVED', undefined],
    ['INVENTORY_REJECTED', undefined],
    ['PAYMENT_AUTHORIZED', undefined],
    ['PAYMENT_FAILED', undefined],
    ['SHIPPING_SCHEDULED', undefined],
    ['COMPLETED', 'completed_at'],
    ['CANCELLED', undefined],
  ]);
});

test('every property of the schema is described', () => {
  const undescribed: string[] = [];
  const walk = (path: string, schema: Record<string, unknown>) => {
    for (const group of ['properties', 'definitions']) {
      const members = (schema[group] ?? {}) as Record<string, Record<string, unknown>>;
      for (const [name, member] of Object.entries(members)) {
        if (typeof member.title !== 'string' || typeof member.description !== 'string') {
          undescribed.push(`${path}/${name}`);
        }
        walk(`${path}/${name}`, member);
      }
    }
  };
  walk('', JSON.parse(shippedText('lifecycle.schema')));
  expect(undescribed).toEqual([]);
});
