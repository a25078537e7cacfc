import { findingNames, lifecycleNames } from './lifecycle-parameters.ts';
import { columnsOf, type Query } from './query.ts';

/** One order, step by step. */
export const orderShow: Query = {
  file: 'order_show',
  parameters: ['as_of', 'order_id', ...lifecycleNames, ...findingNames],
  columns: columnsOf(
    'occurred_at instant',
    'status text',
    'seconds_since_previous seconds',
    'mark prose',
    'details prose',
  ),
  order: ['position'],
  naming: ['occurred_at', 'status'],
};
