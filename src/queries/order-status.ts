import { lifecycleNames } from './lifecycle-parameters.ts';
import { columnsOf, type Query } from './query.ts';

/** Parameters of the filters that reports on orders share. */
export const orderFilterNames = ['wanted_user', 'since', 'until'] as const;

/** Parameters of the model wanted_orders and of those it needs. */
export const wantedOrderNames = [
  'as_of',
  ...lifecycleNames,
  'wanted_statuses',
  ...orderFilterNames,
] as const;

/** Where each order is. */
export const orderStatus: Query = {
  file: 'order_status',
  parameters: wantedOrderNames,
  columns: columnsOf(
    'order_id text',
    'current_status text',
    'user_id text',
    'order_total amount',
    'order_items text',
    'last_updated instant',
    'last_status_details text',
    'total_status_changes integer',
    'seconds_in_current_state seconds',
  ),
  order: ['order_id'],
};
