import { columnsOf, type Query } from './query.ts';

/** What is loaded, a row per kind of file. */
export const status: Query = {
  file: 'status',
  parameters: [],
  columns: columnsOf(
    'kind text',
    'rows integer',
    'ids integer',
    'first_at instant',
    'last_at instant',
    'pinged_stores_without integer',
    'rejects integer',
    'loads integer',
    'last_load_at instant',
  ),
  order: ['position'],
};
