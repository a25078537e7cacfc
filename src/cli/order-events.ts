import type { Command } from 'commander';
import { orderEvents } from '../queries/order-events.ts';
import type { Context } from './context.ts';
import {
  addOrderFilters,
  addOrderOptions,
  addStatusFilter,
  type OrderOptions,
  orderPlan,
} from './order-options.ts';
import { runReport } from './report.ts';

/** `ordstat order-events`: everything that happened to orders. */
export function orderEventsCommand(command: Command, context: Context): void {
  addStatusFilter(addOrderFilters(addOrderOptions(command, 'latest'), 'happened'))
    .description('everything that happened to orders, in one stream')
    .addHelpText(
      'after',
      '\nExample:\n  ordstat order-events --status PAYMENT_FAILED,CANCELLED --since 24h',
    )
    .action(() => run(command.optsWithGlobals(), context));
}

async function run(options: OrderOptions, context: Context): Promise<void> {
  await runReport(context, options, (engine, narration) =>
    orderPlan(context, options, engine, narration, { query: orderEvents }),
  );
}
