import { wantedOrderNames } from './order-status.ts';
import { columnsOf, type Query } from './query.ts';

/** Failures of orders by reason and day. */
export const orderFailures: Query = {
  file: 'order_failures',
  parameters: [...wantedOrderNames, 'tz'],
  columns: columnsOf('day date', 'status text', 'reason prose', 'orders integer', 'events integer'),
  order: ['day', 'status', 'reason'],
};
