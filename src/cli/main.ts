import { readFileSync } from 'node:fs';
import { styleText } from 'node:util';
import { Command, CommanderError } from 'commander';
import { ExitCode, Failures, UserError } from '../errors.ts';
import { onOneLine } from '../output/printable.ts';
import { beginRun, lineage, openLogOfFailure } from './begin-run.ts';
import { addCommonOptions } from './common-options.ts';
import { placedError, type Settings, settingsOf } from './configuration.ts';
import type { Context, World } from './context.ts';
import { topicList } from './help-topics.ts';
import { hasColor } from './narration.ts';
import { RunLog } from './run-log.ts';

/** Adds the flags and the action of a command. */
type Declare = (command: Command, context: Context) => void;

interface Entry {
  readonly summary: string;
  readonly hidden?: true;
  readonly load: () => Promise<Declare>;
}

/** Every command, with what loads it: a run pays only for its own. */
const commands: Readonly<Record<string, Entry>> = {
  ingest: {
    summary: 'load files; every row is loaded or accounted for',
    load: async () => (await import('./ingest.ts')).ingestCommand,
  },
  'event-summary': {
    summary: 'time between events of a day, per user and event type',
    load: async () => (await import('./event-summary.ts')).eventSummaryCommand,
  },
  'event-gaps': {
    summary: 'each event of a day and the time since the previous one',
    load: async () => (await import('./event-gaps.ts')).eventGapsCommand,
  },
  'store-report': {
    summary: 'how long each store was up and down',
    load: async () => (await import('./store-report.ts')).storeReportCommand,
  },
  'store-periods': {
    summary: "the periods behind a store's numbers, and what decided each",
    load: async () => (await import('./store-periods.ts')).storePeriodsCommand,
  },
  'order-status': {
    summary: 'where each order is, and for how long',
    load: async () => (await import('./order-status.ts')).orderStatusCommand,
  },
  'order-show': {
    summary: 'one order, step by step',
    load: async () => (await import('./order-show.ts')).orderShowCommand,
  },
  'order-events': {
    summary: 'everything that happened to orders',
    load: async () => (await import('./order-events.ts')).orderEventsCommand,
  },
  'order-summary': {
    summary: 'how many orders are in each status',
    load: async () => (await import('./order-summary.ts')).orderSummaryCommand,
  },
  'order-failures': {
    summary: 'failures of orders by reason and day',
    load: async () => (await import('./order-failures.ts')).orderFailuresCommand,
  },
  'order-funnel': {
    summary: 'how many orders reached each step',
    load: async () => (await import('./order-funnel.ts')).orderFunnelCommand,
  },
  'order-times': {
    summary: 'how long orders take, and stay in each status',
    load: async () => (await import('./order-times.ts')).orderTimesCommand,
  },
  'order-stuck': {
    summary: 'orders that are too long in their status',
    load: async () => (await import('./order-stuck.ts')).orderStuckCommand,
  },
  'order-problems': {
    summary: 'orders that did what is not allowed',
    load: async () => (await import('./order-problems.ts')).orderProblemsCommand,
  },
  'order-metrics': {
    summary: 'figures on all orders, also for Prometheus',
    load: async () => (await import('./order-metrics.ts')).orderMetricsCommand,
  },
  loads: {
    summary: 'the ledger of what was loaded; show or take back a load',
    load: async () => (await import('./loads.ts')).loadsCommand,
  },
  rejects: {
    summary: 'input rows that were not loaded, and why',
    load: async () => (await import('./rejects.ts')).rejectsCommand,
  },
  prune: {
    summary: 'drop old events, pings and orders',
    load: async () => (await import('./prune.ts')).pruneCommand,
  },
  status: {
    summary: 'what is loaded, and what is missing',
    load: async () => (await import('./status.ts')).statusCommand,
  },
  config: {
    summary: 'the settings in force, and where each comes from',
    load: async () => (await import('./config.ts')).configCommand,
  },
  doctor: {
    summary: 'the health of the database file and of what is loaded',
    load: async () => (await import('./doctor.ts')).doctorCommand,
  },
  lifecycle: {
    summary: 'check a lifecycle file: which statuses orders go through',
    load: async () => (await import('./lifecycle.ts')).lifecycleCommand,
  },
  sql: {
    summary: 'run one query of your own on the tables',
    load: async () => (await import('./sql.ts')).sqlCommand,
  },
  db: {
    summary: 'upgrade the database',
    load: async () => (await import('./db.ts')).dbCommand,
  },
  completion: {
    summary: 'a script for the shell that completes command lines',
    load: async () => (await import('./completion.ts')).completionCommand,
  },
  complete: {
    summary: 'what the script asks',
    hidden: true,
    load: async () => (await import('./complete.ts')).completeCommand,
  },
  help: {
    summary: 'help on a command or a topic',
    load: async () => (await import('./help.ts')).helpCommand,
  },
};

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
  return failure === undefined ? code : code || report(failure, program, context);
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
      openLogOfFailure(
        program,
        argv.find((word) => Object.hasOwn(commands, word)),
        context,
      );
    }
    return report(placedError(error, began, settings), program, context);
  }
}

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

function report(error: unknown, program: Command, context: Context): number {
  if (context.signal.aborted) {
    return context.signal.reason === 'SIGTERM' ? ExitCode.terminated : ExitCode.interrupted;
  }
  if (isHelp(error)) {
    return ExitCode.done;
  }
  const options = program.opts<{ debug?: boolean; color: boolean }>();
  const failures = failuresOf(error);
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
