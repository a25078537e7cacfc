import { isAbsolute, join } from 'node:path';
import type { Command, Option } from 'commander';
import { ExitCode, UserError } from '../errors.ts';
import { didYouMean, nearestNames } from '../suggest.ts';
import { type ConfigValue, readConfigFile } from './config-file.ts';
import type { Context } from './context.ts';

/** The options that may be set for every run; the others belong to one. */
export const configurableKeys = [
  ...['db', 'lock-timeout', 'memory-limit', 'threads', 'quiet', 'verbose', 'debug', 'log-file'],
  ...['progress', 'color', 'tz', 'default-tz', 'input-tz', 'time-format', 'encoding'],
  ...['max-future', 'max-rejects', 'strict', 'policy', 'missing-day', 'snap-midnight'],
  ...['max-age', 'escape-formulas', 'lifecycle'],
];

/** A value that stands for an option on the command line. */
export interface Setting {
  readonly value: ConfigValue;
  /** Where it comes from, for a reader of `ordstat config`. */
  readonly origin: string;
  /** What errors begin with instead of the option. */
  readonly place: string;
}

/** Settings by key: the name of the option without the dashes. */
export type Settings = ReadonlyMap<string, Setting>;

/**
 * What the environment and the configuration files set, the environment first, then the folder's
 * file, then the user's.
 * @throws UserError for a file that can't be used.
 */
export function settingsOf(context: Context): Settings {
  return new Map([
    ...userFile(context).flatMap((path) => fileSettings(path, path)),
    ...fileSettings(join(context.workingFolder, 'ordstat.json'), './ordstat.json'),
    ...environmentSettings(context),
  ]);
}

function userFile({ environment }: Context): string[] {
  const { XDG_CONFIG_HOME: xdg, HOME: home } = environment;
  // The XDG specification: a relative path is to be ignored.
  const folder = xdg && isAbsolute(xdg) ? xdg : home && join(home, '.config');
  return folder ? [join(folder, 'ordstat', 'config.json')] : [];
}

function fileSettings(path: string, shown: string): [string, Setting][] {
  return readConfigFile(path, shown, configurableKeys).map(([key, value]) => [
    key,
    { value, origin: shown, place: `${shown}: ${key}` },
  ]);
}

const variableOf = (key: string) => `ORDSTAT_${key.toUpperCase().replaceAll('-', '_')}`;

function environmentSettings({ environment }: Context): [string, Setting][] {
  return configurableKeys.flatMap((key): [string, Setting][] => {
    const variable = variableOf(key);
    const value = environment[variable];
    return value === undefined || value === ''
      ? []
      : [[key, { value, origin: `environment ${variable}`, place: variable }]];
  });
}

/** Says of each variable that looks like a setting and is none what it may have meant. */
export function unknownVariables({ environment }: Context): string[] {
  const prefix = 'ORDSTAT_';
  const known = configurableKeys.map(variableOf);
  return Object.keys(environment)
    .filter((name) => /^ORDSTAT_(?!TEST_)/.test(name) && !known.includes(name))
    .sort()
    .map((name) => {
      const [nearest] = nearestNames(
        name.slice(prefix.length),
        known.map((each) => each.slice(prefix.length)),
      );
      const hint = nearest === undefined ? '' : `did you mean ${prefix}${nearest}? `;
      return `${name} is no setting: ${hint}see ordstat config`;
    });
}

/** The key of the setting that an option takes its value from where it is not typed. */
const keyOf = (option: Option) => (option.long ?? '').replace(/^--(no-)?/, '');

/** The option of a key, and the first of the commands that has it. */
export function optionOf(
  key: string,
  commands: readonly Command[],
): { option: Option; owner: Command } | undefined {
  for (const owner of commands) {
    const option = owner.options.find((candidate) => keyOf(candidate) === key);
    if (option !== undefined) {
      return { option, owner };
    }
  }
  return undefined;
}

/**
 * Gives every option that was not typed the value that is set for it.
 * @throws UserError exit 2 for a value that the option does not take.
 */
export function applySettings(commands: readonly Command[], settings: Settings): void {
  for (const [key, setting] of settings) {
    const { option, owner } = optionOf(key, commands) ?? {};
    if (option !== undefined && owner !== undefined && !isTyped(owner, option)) {
      const value = optionValue(option, setting);
      owner.setOptionValueWithSource(option.attributeName(), value, 'config');
    }
  }
}

export const isTyped = (owner: Command, option: Option) =>
  owner.getOptionValueSource(option.attributeName()) === 'cli';

const flagValues = new Map<string, boolean>([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

/** @throws UserError exit 2 for a value that the option does not take. */
export function optionValue(option: Option, setting: Setting): unknown {
  const text = String(setting.value);
  if (!option.required && !option.optional) {
    const flag = flagValues.get(text);
    return flag ?? refuse(setting, `not true or false: ${text}`, 'write true or false');
  }
  if (typeof setting.value === 'boolean') {
    return refuse(setting, `not a value: ${text}`, `write what ${option.flags} takes`);
  }
  const choices = option.argChoices;
  if (choices !== undefined && !choices.includes(text)) {
    const nearest = didYouMean(text, choices);
    return refuse(setting, `no such choice: ${text}`, `${nearest}choices: ${choices.join(', ')}`);
  }
  try {
    return option.parseArg === undefined ? text : option.parseArg(text, undefined);
  } catch (error) {
    throw relocated(error, keyOf(option), setting);
  }
}

function refuse(setting: Setting, fact: string, remedy: string): never {
  throw new UserError(ExitCode.usage, `${setting.place}: ${fact}`, remedy);
}

/** An error about an option that was set, not typed, names what set it. */
export function placedError(
  error: unknown,
  commands: readonly Command[],
  settings: Settings,
): unknown {
  const [, key = ''] = /^--([a-z-]+): /.exec((error as Error)?.message) ?? [];
  const setting = settings.get(key);
  const { option, owner } = optionOf(key, commands) ?? {};
  return setting === undefined || !option || !owner || isTyped(owner, option)
    ? error
    : relocated(error, key, setting);
}

function relocated(error: unknown, key: string, { place }: Setting): unknown {
  return error instanceof UserError && error.message.startsWith(`--${key}: `)
    ? new UserError(error.exitCode, place + error.message.slice(`--${key}`.length), error.hint, {
        cause: error,
      })
    : error;
}
