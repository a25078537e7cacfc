import { lifecycleNames } from './lifecycle-parameters.ts';
import { orderFilterNames } from './order-status.ts';
import { columnsOf, type Query } from './query.ts';

/** How far orders got. */
export const orderFunnel: Query = {
  file: 'order_funnel',
  parameters: ['as_of', ...lifecycleNames, 'funnel', ...orderFilterNames],
  columns: columnsOf('step integer', 'status text', 'orders integer', 'percentage decimal'),
  order: ['position'],
  naming: ['status'],
};
