import type { Command } from 'commander';
import { orderFailures } from '../queries/order-failures.ts';
import type { Context } from './context.ts';
import {
  addOrderFilters,
  addOrderOptions,
  addStatusFilter,
  type OrderOptions,
  orderPlan,
} from './order-options.ts';
import { runReport } from './report.ts';

/** `ordstat order-failures`: failures by reason and day. */
export function orderFailuresCommand(command: Command, context: Context): void {
  addStatusFilter(addOrderFilters(addOrderOptions(command, 'latest'), 'failed'))
    .description('failures of orders by reason and day')
    .addHelpText('after', '\nExample:\n  ordstat order-failures --since 7d')
    .action(() => run(command.optsWithGlobals(), context));
}

async function run(options: OrderOptions, context: Context): Promise<void> {
  await runReport(context, options, (engine, narration) =>
    orderPlan(context, options, engine, narration, { query: orderFailures }),
  );
}
