import type { Command } from 'commander';
import { ExitCode, UserError } from '../errors.ts';
import type { Lifecycle } from '../lifecycle/lifecycle.ts';
import { orderFunnel } from '../queries/order-funnel.ts';
import type { Context } from './context.ts';
import { addOrderFilters, addOrderOptions, type OrderOptions, orderPlan } from './order-options.ts';
import { runReport } from './report.ts';

/** `ordstat order-funnel`: how far orders got. */
export function orderFunnelCommand(command: Command, context: Context): void {
  addOrderFilters(addOrderOptions(command, 'latest'), 'first event')
    .description('how many orders reached each step of the funnel')
    .addHelpText('after', '\nExample:\n  ordstat order-funnel --since 2024-10-15')
    .action(() => run(command.optsWithGlobals(), context));
}

async function run(options: OrderOptions, context: Context): Promise<void> {
  await runReport(context, options, (engine, narration) =>
    orderPlan(context, options, engine, narration, {
      query: orderFunnel,
      parameters: ({ name, funnel }) => {
        checkFunnel(name, funnel);
        return { funnel };
      },
    }),
  );
}

function checkFunnel(name: string, funnel: Lifecycle['funnel']): void {
  if (funnel.length === 0) {
    throw new UserError(
      ExitCode.usage,
      `lifecycle ${name} has no funnel`,
      'write the steps into the lifecycle file: "funnel": ["CREATED", "COMPLETED"]',
    );
  }
}
