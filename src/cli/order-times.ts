import { type Command, Option } from 'commander';
import { ExitCode, UserError } from '../errors.ts';
import type { Lifecycle } from '../lifecycle/lifecycle.ts';
import { orderTimes, orderTimesByDay, orderTimesStates } from '../queries/order-times.ts';
import type { Context } from './context.ts';
import { addOrderFilters, addOrderOptions, type OrderOptions, orderPlan } from './order-options.ts';
import { statusNamed } from './order-statuses.ts';
import { runReport } from './report.ts';

interface Options extends OrderOptions {
  readonly from?: string;
  readonly to?: string;
  readonly by?: 'day';
  readonly states?: true;
}

/** `ordstat order-times`: how long orders take. */
export function orderTimesCommand(command: Command, context: Context): void {
  addOrderFilters(addOrderOptions(command, 'latest'), 'began')
    .description('how long orders take from one status to another, or stay in each')
    .option('--from <status>', "where time begins (default: the lifecycle's processing)")
    .option('--to <status>', "where it ends (default: the lifecycle's processing)")
    .addOption(new Option('--by <unit>', 'a row per day on which time began').choices(['day']))
    .option('--states', 'time in each status instead')
    .addHelpText(
      'after',
      '\nExample:\n  ordstat order-times --from CREATED --to COMPLETED --by day',
    )
    .action(() => run(command.optsWithGlobals(), context));
}

async function run(options: Options, context: Context): Promise<void> {
  checkGoTogether(options);
  await runReport(context, options, (engine, narration) =>
    orderPlan(context, options, engine, narration, {
      query: queryOf(options),
      parameters: (lifecycle) => (options.states ? {} : between(options, lifecycle)),
    }),
  );
}

function queryOf({ states, by }: Options) {
  if (states) {
    return orderTimesStates;
  }
  return by === undefined ? orderTimes : orderTimesByDay;
}

function checkGoTogether({ states, from, to, by }: Options): void {
  const [other] = Object.entries({ from, to, by }).filter(([, value]) => value !== undefined);
  if (states && other !== undefined) {
    throw new UserError(
      ExitCode.usage,
      `--states with --${other[0]}`,
      'time in each status has no such bounds: leave one of them out',
    );
  }
}

/** The statuses between which time is measured. */
function between({ from, to }: Options, lifecycle: Lifecycle) {
  const bounds = {
    from_status: from ? statusNamed('--from', from, lifecycle) : lifecycle.processing?.from,
    to_status: to ? statusNamed('--to', to, lifecycle) : lifecycle.processing?.to,
  };
  const { from_status, to_status } = bounds;
  if (from_status === undefined || to_status === undefined) {
    throw new UserError(
      ExitCode.usage,
      `lifecycle ${lifecycle.name} does not say between which statuses time is measured`,
      'say --from STATUS and --to STATUS, or write "processing" into the lifecycle file',
    );
  }
  if (from_status === to_status) {
    throw new UserError(
      ExitCode.usage,
      `--from and --to are one status: ${from_status}`,
      'name two; time in one status is in --states',
    );
  }
  return { from_status, to_status };
}
