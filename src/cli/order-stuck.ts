import type { Command } from 'commander';
import { orderStuck } from '../queries/order-stuck.ts';
import type { Context } from './context.ts';
import {
  addOrderFilters,
  addOrderOptions,
  addStatusFilter,
  type OrderOptions,
  orderPlan,
} from './order-options.ts';
import { runReport } from './report.ts';

/** `ordstat order-stuck`: orders that are too long in their status. */
export function orderStuckCommand(command: Command, context: Context): void {
  addStatusFilter(addOrderFilters(addOrderOptions(command, 'now'), 'last updated'))
    .description('orders that are longer in their status than the lifecycle allows')
    .addHelpText('after', '\nExample:\n  ordstat order-stuck --as-of latest')
    .action(() => run(command.optsWithGlobals(), context));
}

async function run(options: OrderOptions, context: Context): Promise<void> {
  await runReport(context, options, (engine, narration) =>
    orderPlan(context, options, engine, narration, { query: orderStuck, isNowDefault: true }),
  );
}
