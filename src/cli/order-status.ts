import type { Command } from 'commander';
import { orderStatus } from '../queries/order-status.ts';
import type { Context } from './context.ts';
import {
  addOrderFilters,
  addOrderOptions,
  addStatusFilter,
  type OrderOptions,
  orderPlan,
} from './order-options.ts';
import { runReport } from './report.ts';

/** `ordstat order-status`: where each order is. */
export function orderStatusCommand(command: Command, context: Context): void {
  addStatusFilter(addOrderFilters(addOrderOptions(command, 'latest'), 'last updated'))
    .description('where each order is, and for how long')
    .addHelpText('after', '\nExample:\n  ordstat order-status --status PAYMENT_AUTHORIZED')
    .action(() => run(command.optsWithGlobals(), context));
}

async function run(options: OrderOptions, context: Context): Promise<void> {
  await runReport(context, options, (engine, narration) =>
    orderPlan(context, options, engine, narration, { query: orderStatus }),
  );
}
