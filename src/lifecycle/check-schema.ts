import { readFileSync } from 'node:fs';
import type { ErrorObject, SchemaObject } from 'ajv';
import { didYouMean } from '../suggest.ts';
import { shownValue, type Violation } from './violation.ts';

/**
 * Where a value is not as lifecycles/lifecycle.schema.json wants it. Without violations the value
 * is a LifecycleFile.
 */
export async function checkSchema(value: unknown): Promise<Violation[]> {
  // Written for require(): bundled, it has no other export.
  const {
    default: { Ajv },
  } = await import('ajv');
  const file = new URL('../../lifecycles/lifecycle.schema.json', import.meta.url);
  const schema = JSON.parse(readFileSync(file, 'utf8')) as SchemaObject;
  // Verbose errors hold the value and the part of the schema that refuses it.
  const validate = new Ajv({ allErrors: true, verbose: true }).compile(schema);
  return validate(value) ? [] : (validate.errors ?? []).map(violationOf);
}

function violationOf(error: ErrorObject): Violation {
  const path = pathOf(error.instancePath);
  const { properties, description } = error.parentSchema as SchemaObject;
  const remedy = `expected: ${description}`;
  switch (error.keyword) {
    case 'additionalProperties': {
      const name = error.params.additionalProperty as string;
      const known = Object.keys(properties);
      return {
        path: joined(path, shownKey(name)),
        fact: 'no such property',
        remedy: `${didYouMean(name.slice(0, 100), known)}properties: ${known.join(', ')}`,
      };
    }
    case 'required': {
      const name = error.params.missingProperty as string;
      const fact = 'is missing';
      return { path: joined(path, name), fact, remedy: `add it: ${properties[name].description}` };
    }
    case 'uniqueItems': {
      const index = Math.max(error.params.i, error.params.j);
      const fact = `is there twice: ${shownValue((error.data as unknown[])[index])}`;
      return { path: `${path}[${index}]`, fact, remedy: 'remove it' };
    }
    default:
      return { path, fact: factOf(error), remedy };
  }
}

const typeNames = new Map([
  ['object', 'an object'],
  ['array', 'a list'],
  ['string', 'a text'],
  ['boolean', 'true or false'],
  ['integer', 'a whole number'],
]);

function factOf({ keyword, params, data, message }: ErrorObject): string {
  switch (keyword) {
    case 'type':
      return `not ${typeNames.get(params.type) ?? params.type}: ${shownValue(data)}`;
    case 'pattern':
      return `not a name: ${shownValue(data)}`;
    case 'maxLength':
      return `longer than ${params.limit} characters: ${shownValue(data)}`;
    case 'minItems':
      return 'is empty';
    case 'minimum':
      return `less than ${params.limit}: ${shownValue(data)}`;
    case 'maximum':
      return `more than ${params.limit}: ${shownValue(data)}`;
    default:
      return `${message}: ${shownValue(data)}`;
  }
}

/** `statuses[2].next` for the JSON pointer `/statuses/2/next`; the schema's keys need no escape. */
function pathOf(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .reduce((path, part) => (/^\d+$/.test(part) ? `${path}[${part}]` : joined(path, part)), '');
}

function joined(path: string, name: string): string {
  return path === '' || name.startsWith('[') ? path + name : `${path}.${name}`;
}

function shownKey(name: string): string {
  return /^[\w$]{1,60}$/.test(name) ? name : `[${JSON.stringify(shownValue(name))}]`;
}
