import type { Command } from 'commander';
import type { CommonOptions } from './common-options.ts';
import { applySettings, type Settings, settingsOf, unknownVariables } from './configuration.ts';
import type { Context } from './context.ts';
import { narrationOf } from './narration.ts';

/**
 * What comes before a command's own work: its options take the values that are set for them.
 * Returns the settings.
 * @throws UserError for settings that can't be used.
 */
export function beginRun(command: Command, context: Context): Settings {
  const settings = settingsOf(context);
  applySettings(withProgram(command), settings);
  const narration = narrationOf(context, command.optsWithGlobals<CommonOptions>());
  for (const warning of unknownVariables(context)) {
    narration.warn(warning);
  }
  return settings;
}

/** The command and the program, which has the common options. */
export const withProgram = (command: Command): Command[] =>
  command.parent === null ? [command] : [command, command.parent];
