import { wantedOrderNames } from './order-status.ts';
import { columnsOf, type Query } from './query.ts';

/** Orders that are longer in their status than the lifecycle allows. */
export const orderStuck: Query = {
  file: 'order_stuck',
  parameters: wantedOrderNames,
  columns: columnsOf(
    'order_id text',
    'current_status text',
    'user_id text',
    'last_updated instant',
    'seconds_in_current_state seconds',
    'limit_seconds seconds',
  ),
  order: ['last_updated', 'order_id'],
};
