import type { Command } from 'commander';
import { orderProblems } from '../queries/order-problems.ts';
import type { Context } from './context.ts';
import {
  addOrderFilters,
  addOrderOptions,
  addStatusFilter,
  type OrderOptions,
  orderPlan,
} from './order-options.ts';
import { runReport } from './report.ts';

/** `ordstat order-problems`: orders that did what the lifecycle does not allow. */
export function orderProblemsCommand(command: Command, context: Context): void {
  addStatusFilter(addOrderFilters(addOrderOptions(command, 'now'), 'last updated'))
    .description('orders that did what the lifecycle does not allow')
    .addHelpText('after', '\nExample:\n  ordstat order-problems --as-of latest')
    .action(() => run(command.optsWithGlobals(), context));
}

async function run(options: OrderOptions, context: Context): Promise<void> {
  await runReport(context, options, (engine, narration) =>
    orderPlan(context, options, engine, narration, { query: orderProblems, isNowDefault: true }),
  );
}
