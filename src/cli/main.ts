import { readFileSync } from 'node:fs';
import { styleText } from 'node:util';
import { Command, CommanderError } from 'commander';
import { ExitCode, Failures, UserError } from '../errors.ts';
import { onOneLine } from '../output/printable.ts';
import { addCommonOptions } from './common-options.ts';
import type { Context } from './context.ts';
import { eventGapsCommand } from './event-gaps.ts';
import { eventSummaryCommand } from './event-summary.ts';
import { ingestCommand } from './ingest.ts';
import { hasColor } from './narration.ts';
import { sqlCommand } from './sql.ts';
import { statusCommand } from './status.ts';
import { storePeriodsCommand } from './store-periods.ts';
import { storeReportCommand } from './store-report.ts';

/** Runs one command line. Returns the exit code; never throws, never exits. */
export async function main(argv: readonly string[], context: Context): Promise<number> {
  const program = programFor(context);
  try {
    await program.parseAsync(argv as string[], { from: 'user' });
    return ExitCode.done;
  } catch (error) {
    return report(error, program, context);
  }
}

/** Every command, with its options and help. */
export function programFor(context: Context): Command {
  const program = new Command('ordstat')
    .description('Exact numbers from event logs, store pings and opening hours.')
    .version(packageVersion(), '-V, --version')
    .helpCommand('help [command]', 'help on a command')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => context.stdout.write(text),
      writeErr: () => undefined,
      getOutHelpWidth: () => context.terminal?.columns ?? 80,
      getOutHasColors: () => false,
    })
    .exitOverride()
    .addHelpText('after', '\nTry it:\n  ordstat ingest fixtures/demo/*\n  ordstat store-report');
  addCommonOptions(program);
  for (const addCommand of [
    ingestCommand,
    eventSummaryCommand,
    eventGapsCommand,
    storeReportCommand,
    storePeriodsCommand,
    statusCommand,
    sqlCommand,
  ]) {
    addCommand(program, context);
  }
  return program;
}

function packageVersion(): string {
  const file = new URL('../../package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

function report(error: unknown, program: Command, context: Context): number {
  if (context.signal.aborted) {
    return context.signal.reason === 'SIGTERM' ? ExitCode.terminated : ExitCode.interrupted;
  }
  if (error instanceof CommanderError && error.exitCode === 0) {
    return ExitCode.done;
  }
  const options = program.opts<{ debug?: true; color: boolean }>();
  const failures = failuresOf(error);
  for (const { message, hint } of failures) {
    const label = hasColor(context, options)
      ? styleText('red', 'error:', { validateStream: false })
      : 'error:';
    context.stderr.write(`${label} ${onOneLine(message)}\nhint: ${onOneLine(hint)}\n`);
  }
  if (options.debug) {
    context.stderr.write(`${stackOf(error)}\n`);
  }
  return failures[0]?.exitCode ?? ExitCode.failed;
}

function failuresOf(error: unknown): readonly Pick<UserError, 'message' | 'hint' | 'exitCode'>[] {
  if (error instanceof Failures) {
    return error.failures;
  }
  if (error instanceof UserError) {
    return [error];
  }
  if (error instanceof CommanderError) {
    return [usageError(error)];
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
function usageError(error: CommanderError): UserError {
  const [first = '', suggestion] = error.message.replace(/^error: /, '').split('\n');
  const hint =
    suggestion === undefined ? '' : `${suggestion.replace(/^\(|\)$/g, '').toLowerCase()} `;
  if (error.code === 'commander.help') {
    return new UserError(ExitCode.usage, 'no command given', 'see ordstat --help');
  }
  return new UserError(ExitCode.usage, first, `${hint}see ordstat --help`);
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  return error.cause === undefined
    ? String(error.stack)
    : `${error.stack}\ncaused by ${stackOf(error.cause)}`;
}
