import type { Command } from 'commander';
import { ExitCode, UserError } from '../errors.ts';
import { metricsWriter } from '../output/metrics-json.ts';
import { prometheusWriter } from '../output/prometheus.ts';
import { orderMetrics, problemReasons } from '../queries/order-metrics.ts';
import type { Context } from './context.ts';
import { addOrderOptions, type OrderOptions, orderPlan } from './order-options.ts';
import { runReport } from './report.ts';
import { allowPrometheus, chosenFormat } from './report-options.ts';

/** `ordstat order-metrics`: figures for a dashboard or an alert. */
export function orderMetricsCommand(command: Command, context: Context): void {
  allowPrometheus(addOrderOptions(command, 'now'))
    .description('figures on all orders: a JSON object, or a text file for Prometheus')
    .addHelpText('after', '\nExample:\n  ordstat order-metrics -f json --as-of latest')
    .action(() => run(command.optsWithGlobals(), context));
}

async function run(options: OrderOptions, context: Context): Promise<void> {
  checkWhole(options);
  await runReport(context, options, async (engine, narration) => {
    const plan = await orderPlan(context, options, engine, narration, {
      query: orderMetrics,
      parameters: ({ processing }) => ({
        problem_reasons: problemReasons,
        from_status: processing?.from ?? null,
        to_status: processing?.to ?? null,
      }),
      isNowDefault: true,
    });
    const { from_status: from, to_status: to } = plan.parameters;
    const writers = { json: metricsWriter, prom: prometheusWriter(from, to) };
    return { ...plan, writers };
  });
}

/** An object and a text for Prometheus are whole or nothing. */
function checkWhole(options: OrderOptions): void {
  const format = chosenFormat(options);
  const [part] = (['columns', 'sort', 'limit'] as const).filter((name) => options[name]);
  if (part !== undefined && (format === 'json' || format === 'prom')) {
    throw new UserError(
      ExitCode.usage,
      `--${part} with --format ${format}, which is one piece`,
      'use it with another format, such as --format csv',
    );
  }
}
