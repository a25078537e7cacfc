import type { Command } from 'commander';
import { type Engine, rowOf, rowsOf } from '../engine/engine.ts';
import { sqlFile } from '../engine/sql-files.ts';
import { ExitCode, UserError } from '../errors.ts';
import { orderShow } from '../queries/order-show.ts';
import type { Context } from './context.ts';
import { addOrderOptions, type OrderOptions, orderPlan } from './order-options.ts';
import { runReport } from './report.ts';

/** `ordstat order-show`: the timeline of one order. */
export function orderShowCommand(command: Command, context: Context): void {
  addOrderOptions(command.argument('<id>', 'of the order'), 'latest')
    .description('one order, step by step, with marks on what was late or not allowed')
    .addHelpText('after', '\nExample:\n  ordstat order-show o-3')
    .action((id: string) => run(id, command.optsWithGlobals(), context));
}

async function run(orderId: string, options: OrderOptions, context: Context): Promise<void> {
  await runReport(context, options, async (engine, narration) => {
    const parameters = () => ({ order_id: orderId });
    const plan = await orderPlan(context, options, engine, narration, {
      query: orderShow,
      parameters,
    });
    await checkKnown(engine, orderId);
    return plan;
  });
}

async function checkKnown(engine: Engine, orderId: string): Promise<void> {
  const { is_known: isKnown } = await rowOf(engine, sqlFile('4_reports/known_order'), {
    order_id: orderId,
  });
  if (isKnown !== 'true') {
    const nearest = await rowsOf(engine, sqlFile('4_reports/nearest_orders'), {
      order_id: orderId,
    });
    throw new UserError(
      ExitCode.data,
      `unknown order: ${orderId}`,
      nearest.length > 0
        ? `nearest ids: ${nearest.map((row) => row.order_id).join(', ')}`
        : 'see ordstat order-status',
    );
  }
}
