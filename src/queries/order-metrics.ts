import { findingNames } from './lifecycle-parameters.ts';
import { wantedOrderNames } from './order-status.ts';
import { columnsOf, type Query } from './query.ts';

/** What order-problems may find. */
export const problemReasons = [
  'after_terminal',
  'amount_mismatch',
  'bad_start',
  'illegal_transition',
  'missed_deadline',
  'missing_prerequisite',
  'status_changes',
] as const;

/** Figures on all orders, a row per metric and label. */
export const orderMetrics: Query = {
  file: 'order_metrics',
  parameters: [...wantedOrderNames, ...findingNames, 'from_status', 'to_status', 'problem_reasons'],
  columns: columnsOf('metric text', 'label text', 'value seconds', 'as_of instant'),
  order: ['position'],
  naming: ['metric', 'label'],
};
