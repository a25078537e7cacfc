import type { Command } from 'commander';
import { orderSummary } from '../queries/order-summary.ts';
import type { Context } from './context.ts';
import { addOrderFilters, addOrderOptions, type OrderOptions, orderPlan } from './order-options.ts';
import { runReport } from './report.ts';

/** `ordstat order-summary`: how many orders are in each status. */
export function orderSummaryCommand(command: Command, context: Context): void {
  addOrderFilters(addOrderOptions(command, 'latest'), 'last updated')
    .description('how many orders are in each status')
    .addHelpText('after', '\nExample:\n  ordstat order-summary')
    .action(() => run(command.optsWithGlobals(), context));
}

async function run(options: OrderOptions, context: Context): Promise<void> {
  await runReport(context, options, (engine, narration) =>
    orderPlan(context, options, engine, narration, { query: orderSummary }),
  );
}
