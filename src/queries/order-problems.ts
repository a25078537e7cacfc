import { findingNames } from './lifecycle-parameters.ts';
import { wantedOrderNames } from './order-status.ts';
import { columnsOf, type Query } from './query.ts';

/** Orders that did what the lifecycle does not allow. */
export const orderProblems: Query = {
  file: 'order_problems',
  parameters: [...wantedOrderNames, ...findingNames],
  columns: columnsOf('order_id text', 'reason text', 'detail prose'),
  order: ['order_id', 'reason', 'detail'],
};
