import type { Parameter, Row } from '../engine/engine.ts';
import type { Writer } from './writer.ts';

/** A family of the text format, and the metrics of the report it is made of. */
interface Family {
  readonly name: string;
  readonly type: 'gauge' | 'summary';
  readonly help: string;
  /** Name of the label that the rows' labels are values of. */
  readonly label?: string;
}

/**
 * Rows of metric, label, value and as_of in the text format of Prometheus 0.0.4, for the textfile
 * collector of node_exporter: no times of samples, and no ids in labels. Processing goes from one
 * status to the other; without them there is no such family.
 * https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export function prometheusWriter(from: Parameter | undefined, to: Parameter | undefined): Writer {
  return async function* write(_columns, batches) {
    const rows: Row[] = [];
    for await (const batch of batches) {
      rows.push(...batch);
    }
    const of = (metric: string) => rows.filter((row) => row.metric === metric);
    yield family({ ...orders, name: 'ordstat_orders' }, of('status_counts'));
    yield family(stuck, of('stuck'));
    yield family(oldest, of('oldest_age_seconds'));
    yield family(problematic, of('problems'));
    if (from && to) {
      yield processing(`Time from ${from} to ${to} of completed orders.`, of);
    }
    yield family(events, of('events'));
    yield family(lastEvent, of('last_event_timestamp_seconds'));
    yield family(report, of('report_timestamp_seconds'));
  };
}

const orders: Family = {
  name: 'ordstat_orders',
  type: 'gauge',
  help: 'Orders by current status.',
  label: 'status',
};
const stuck: Family = {
  name: 'ordstat_orders_stuck',
  type: 'gauge',
  help: 'Orders longer in their current status than the lifecycle allows.',
  label: 'status',
};
const oldest: Family = {
  name: 'ordstat_orders_oldest_age_seconds',
  type: 'gauge',
  help: 'Seconds since the least recently updated order in this status changed.',
  label: 'status',
};
const problematic: Family = {
  name: 'ordstat_orders_problematic',
  type: 'gauge',
  help: 'Orders with a finding, by reason.',
  label: 'reason',
};
const events: Family = {
  name: 'ordstat_order_events',
  type: 'gauge',
  help: 'Order events held, by outcome of ingest.',
  label: 'outcome',
};
const lastEvent: Family = {
  name: 'ordstat_last_event_timestamp_seconds',
  type: 'gauge',
  help: 'Event time of the latest order event.',
};
const report: Family = {
  name: 'ordstat_report_timestamp_seconds',
  type: 'gauge',
  help: 'Time the figures are as of.',
};

/** A family without samples says nothing at all. */
function family({ name, type, help, label }: Family, rows: readonly Row[]): string {
  const samples = rows
    .filter(({ value }) => value !== null)
    .map((row) => sample(name, label, row.label ?? null, row.value as string));
  return samples.length === 0 ? '' : header(name, type, help) + samples.join('');
}

/** The quantiles that are printed; without an order there is none. */
const quantiles = ['p50', 'p90', 'p95'];

function processing(help: string, of: (metric: string) => readonly Row[]): string {
  const name = 'ordstat_order_processing_seconds';
  const known = of('percentiles').filter(
    ({ label, value }) => quantiles.includes(label as string) && value !== null,
  );
  return [
    header(name, 'summary', help),
    ...known.map(({ label, value }) =>
      sample(name, 'quantile', `0.${label?.slice(1)}`.replace(/0$/, ''), value as string),
    ),
    ...['sum', 'count'].map((part) =>
      sample(
        `${name}_${part}`,
        undefined,
        null,
        of(`processing_seconds_${part}`)[0]?.value as string,
      ),
    ),
  ].join('');
}

const header = (name: string, type: string, help: string) =>
  `# HELP ${name} ${escapedHelp(help)}\n# TYPE ${name} ${type}\n`;

function sample(
  name: string,
  label: string | undefined,
  labelValue: string | null,
  value: string,
): string {
  const labels =
    label === undefined
      ? ''
      : `{${label}="${escapedHelp(labelValue as string).replaceAll('"', '\\"')}"}`;
  return `${name}${labels} ${value}\n`;
}

const escapedHelp = (text: string) => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
