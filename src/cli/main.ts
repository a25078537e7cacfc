import { readFileSync } from 'node:fs';
import { styleText } from 'node:util';
import { Command, CommanderError } from 'commander';
import { ExitCode, Failures, UserError } from '../errors.ts';
import { onOneLine } from '../output/printable.ts';
import { beginRun, lineage, openLogOfFailure } from './begin-run.ts';
import { commands } from './commands.ts';
import { addCommonOptions } from './common-options.ts';
import { placedError, type Settings, settingsOf } from './configuration.ts';
import type { Context, World } from './context.ts';
import { topicList } from './help-topics.ts';
import { hasColor } from './narration.ts';
import { RunLog } from './run-log.ts';

/** Commands that no setting can disturb, and that are not logged. */
const withoutSettings = ['help', 'completion', 'complete'];

/** Runs one command line. Returns the exit code; never throws, never exits. */
export async function main(argv: readonly string[], world: World): Promise<number> {
  const context: Context = { ...world, log: new RunLog(world) };
  context.onExit((code) => context.log.end(code));
  const isNeeded = (name: string) => argv.includes(name) || argv.includes('config');
  const program = await programFor(context, isNeeded);
  const code = await run(argv, program, context);
  const failure = context.log.end(code);
  return failure === undefined ? code : code || report(failure, argv, program, context);
}

async function run(argv: readonly string[], program: Command, context: Context): Promise<number> {
  let began = [program];
  let settings: Settings = new Map();
  program.hook('preAction', (_, command) => {
    if (withoutSettings.includes(command.name())) {
      return;
    }
    began = lineage(command);
    settings = settingsOf(context);
    beginRun(command, settings, context);
  });
  try {
    await program.parseAsync(argv as string[], { from: 'user' });
    return ExitCode.done;
  } catch (error) {
    if (!context.log.isOpen && !isHelp(error)) {
      openLogOfFailure(program, commandIn(argv), context);
    }
    return report(placedError(error, began, settings), argv, program, context);
  }
}

/** The command line that prints the help of what was asked for: `ordstat loads rm --help`. */
function helpFor(program: Command, argv: readonly string[]): string {
  const command = program.commands.find((each) => each.name() === commandIn(argv));
  const part = command?.commands.find((each) => argv.includes(each.name()));
  const names = [program, command, part].flatMap((each) => each?.name() ?? []);
  return `${names.join(' ')} --help`;
}

const commandIn = (argv: readonly string[]) => argv.find((word) => Object.hasOwn(commands, word));

const isHelp = (error: unknown) => error instanceof CommanderError && error.exitCode === 0;

/** The program with the names of all commands, and the flags of those that are needed. */
export async function programFor(
  context: Context,
  isNeeded: (command: string) => boolean,
): Promise<Command> {
  const program = new Command('ordstat')
    .description('Exact numbers from event logs, store pings, opening hours and order events.')
    .version(packageVersion(), '-V, --version')
    .helpCommand(false)
    .configureHelp({ showGlobalOptions: true, subcommandTerm: (command) => command.name() })
    .configureOutput({
      writeOut: (text) => context.stdout.write(text),
      writeErr: () => undefined,
      getOutHelpWidth: () => context.terminal?.columns ?? 80,
      getOutHasColors: () => false,
    })
    .exitOverride()
    .addHelpText(
      'after',
      `\n${topicList()}\n\nTry it:\n  ordstat ingest fixtures/demo/*\n  ordstat store-report`,
    );
  addCommonOptions(program);
  for (const [name, { summary, hidden, load }] of Object.entries(commands)) {
    const command = program.command(name, { hidden: hidden ?? false }).summary(summary);
    if (isNeeded(name)) {
      const declare = await load();
      declare(command, context);
    }
  }
  return program;
}

function packageVersion(): string {
  const file = new URL('../../package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

function report(
  error: unknown,
  argv: readonly string[],
  program: Command,
  context: Context,
): number {
  if (context.signal.aborted && context.signal.reason !== 'SIGTERM') {
    return ExitCode.interrupted;
  }
  if (isHelp(error)) {
    return ExitCode.done;
  }
  const options = program.opts<{ debug?: boolean; color: boolean }>();
  const failures = context.signal.aborted
    ? [terminated]
    : failuresOf(error, helpFor(program, argv));
  for (const { message, hint } of failures) {
    const label = hasColor(context, options, context.errorTerminal)
      ? styleText('red', 'error:', { validateStream: false })
      : 'error:';
    context.log.write('error', message, { hint });
    context.stderr.write(`${label} ${onOneLine(message)}\nhint: ${onOneLine(hint)}\n`);
  }
  if (options.debug) {
    context.stderr.write(`${stackOf(error)}\n`);
  }
  return failures[0]?.exitCode ?? ExitCode.failed;
}

/** Who pressed Ctrl-C knows; who reads the mail of cron does not. */
const terminated = new UserError(
  ExitCode.terminated,
  'terminated by SIGTERM',
  'run it again: nothing is half loaded or half written',
);

function failuresOf(
  error: unknown,
  help: string,
): readonly Pick<UserError, 'message' | 'hint' | 'exitCode'>[] {
  if (error instanceof Failures) {
    return error.failures;
  }
  if (error instanceof UserError) {
    return [error];
  }
  if (error instanceof CommanderError) {
    return [usageError(error, help)];
  }
  const message =
    error instanceof Error ? (error.message.split('\n', 1)[0] as string) : String(error);
  return [
    {
      message: `unexpected: ${message}`,
      hint: 'this is a bug in ordstat: run it again with --debug and report what it prints',
      exitCode: ExitCode.failed,
    },
  ];
}

/** Commander's own words, its suggestion moved into the hint. */
function usageError(error: CommanderError, help: string): UserError {
  const [first = '', suggestion] = error.message.replace(/^error: /, '').split('\n');
  const hint =
    suggestion === undefined ? '' : `${suggestion.replace(/^\(|\)$/g, '').toLowerCase()} `;
  if (error.code === 'commander.help') {
    return new UserError(ExitCode.usage, 'no command given', `see ${help}`);
  }
  return new UserError(ExitCode.usage, first, `${hint}see ${help}`);
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  return error.cause === undefined
    ? String(error.stack)
    : `${error.stack}\ncaused by ${stackOf(error.cause)}`;
}
