import { columnsOf, type Query } from './query.ts';

/** The ledger, a row per load. */
export const loads: Query = {
  file: 'loads',
  parameters: [],
  columns: columnsOf(
    'load_id integer',
    'kind text',
    'file text',
    'loaded_at instant',
    'read integer',
    'new integer',
    'replaced integer',
    'duplicate integer',
    'conflict integer',
    'ignored integer',
    'rejected integer',
    'rejects_held integer',
    'pruned integer',
    'bytes integer',
    'sha256 text',
  ),
  order: ['load_id'],
};

/** One load, with what of it is in use and which loads lean on which. */
export const loadDetails: Query = {
  file: 'load_details',
  parameters: ['load_id'],
  columns: columnsOf(
    'load_id integer',
    'kind text',
    'file text',
    'loaded_at instant',
    'bytes integer',
    'sha256 text',
    'header text',
    'read integer',
    'new integer',
    'replaced integer',
    'duplicate integer',
    'conflict integer',
    'ignored integer',
    'rejected integer',
    'pruned integer',
    'rows_in_use integer',
    'rows_out_of_use integer',
    'rejects_held integer',
    'leans_on text',
    'leaned_on_by text',
  ),
  order: ['load_id'],
};
