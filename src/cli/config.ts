import type { Command } from 'commander';
import type { Parameters } from '../engine/engine.ts';
import { shownUrl } from '../engine/postgres-url.ts';
import { config } from '../queries/config.ts';
import {
  configurableKeys,
  isTyped,
  optionOf,
  optionValue,
  type Settings,
  settingsOf,
} from './configuration.ts';
import type { Context } from './context.ts';
import { runReport } from './report.ts';
import { addReportOptions } from './report-options.ts';

interface Row {
  readonly key: string;
  readonly value: unknown;
  readonly origin: string;
}

/** `ordstat config`: what is set, and by what. The other commands must be declared. */
export function configCommand(command: Command, context: Context): void {
  addReportOptions(command)
    .description('the settings in force, and where each comes from')
    .addHelpText('after', '\nExample:\n  ordstat config -f csv')
    .action(() => run(command, context));
}

async function run(command: Command, context: Context): Promise<void> {
  const program = command.parent as Command;
  const settings = settingsOf(context);
  const commands = [program, command, ...program.commands];
  const rows = configurableKeys.flatMap((key) => rowOf(key, commands, settings));
  const { openScratchDuckDb } = await import('../engine/duckdb.ts');
  await runReport(
    context,
    command.optsWithGlobals(),
    async () => ({ query: config, parameters: parametersOf(rows), names: {} }),
    openScratchDuckDb,
  );
}

/** None for a key that no command has an option for. */
function rowOf(key: string, commands: readonly Command[], settings: Settings): Row[] {
  const found = optionOf(key, commands);
  if (found === undefined) {
    return [];
  }
  const { option, owner } = found;
  const setting = settings.get(key);
  if (setting !== undefined && !isTyped(owner, option)) {
    return [{ key, value: optionValue(option, setting), origin: setting.origin }];
  }
  const value = owner.getOptionValue(option.attributeName()) ?? (option.isBoolean() ? false : null);
  return [{ key, value, origin: isTyped(owner, option) ? 'flag' : 'default' }];
}

function parametersOf(rows: readonly Row[]): Parameters {
  return {
    keys: rows.map(({ key }) => key),
    settings: rows.map(({ value }) => (value === null ? null : shownUrl(String(value)))),
    origins: rows.map(({ origin }) => origin),
  };
}
