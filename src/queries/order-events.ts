import { wantedOrderNames } from './order-status.ts';
import { columnsOf, type Query } from './query.ts';

/** Everything that happened to orders, in one stream. */
export const orderEvents: Query = {
  file: 'order_events',
  parameters: wantedOrderNames,
  columns: columnsOf(
    'occurred_at instant',
    'order_id text',
    'status text',
    'user_id text',
    'total amount',
    'items text',
    'details text',
    'event_id text',
  ),
  order: ['occurred_at', 'order_id', 'position'],
};
