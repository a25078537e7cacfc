import { resolve } from 'node:path';
import type { Command } from 'commander';
import { checkNotDatabase } from '../engine/database-path.ts';
import type { CommonOptions } from './common-options.ts';
import { applySettings, type Settings, settingsOf, unknownVariables } from './configuration.ts';
import type { Context } from './context.ts';
import { narrationOf } from './narration.ts';

/**
 * What comes before a command's own work: its options take the values that are set for them, and
 * the log is opened.
 * @throws UserError for settings that can't be used, or a log that can't be opened.
 */
export function beginRun(command: Command, settings: Settings, context: Context): void {
  const owners = lineage(command);
  const program = owners.at(-1) as Command;
  applySettings(owners, settings);
  if (program.getOptionValueSource('verbose') === 'cli' && !isTypedQuiet(program)) {
    program.setOptionValue('quiet', false);
  }
  const options = command.optsWithGlobals<CommonOptions>();
  if (options.logFile !== undefined) {
    checkNotDatabase('--log-file', resolve(context.workingFolder, options.logFile), options.db);
    const names = owners.slice(0, -1).map((owner) => owner.name());
    context.log.open(options.logFile, names.reverse().join(' '));
  }
  const narration = narrationOf(context, options);
  for (const warning of unknownVariables(context)) {
    narration.warn(warning);
  }
}

/** A command and those it belongs to, the program last. */
export function lineage(command: Command): Command[] {
  return command.parent === null ? [command] : [command, ...lineage(command.parent)];
}

const isTypedQuiet = (program: Command) => program.getOptionValueSource('quiet') === 'cli';

/** Opens the log of a run that failed before it began, if there is a way to know which. */
export function openLogOfFailure(
  program: Command,
  name: string | undefined,
  context: Context,
): void {
  try {
    applySettings([program], settingsOf(context));
  } catch {
    // The failure at hand is the one to report, in the log that was typed.
  }
  const { logFile, db } = program.opts<CommonOptions>();
  try {
    if (logFile !== undefined) {
      checkNotDatabase('--log-file', resolve(context.workingFolder, logFile), db);
      context.log.open(logFile, name);
    }
  } catch {
    // Without a log there is still stderr.
  }
}
