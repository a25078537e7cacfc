import { wantedOrderNames } from './order-status.ts';
import { columnsOf, type Query } from './query.ts';

/** How many orders are in each status. */
export const orderSummary: Query = {
  file: 'order_summary',
  parameters: wantedOrderNames,
  columns: columnsOf('current_status text', 'order_count integer', 'percentage decimal'),
  order: ['position'],
};
