import type { LifecycleFile } from './lifecycle-file.ts';
import type { Violation } from './violation.ts';

/** Columns of a wide table that hold something else than the time of a status. */
const otherColumns = [
  ...['order_id', 'orderid', 'user_id', 'userid', 'status', 'total_amount', 'totalamount', 'total'],
  ...['item_ids', 'itemids', 'items', 'updated_at', 'updatedat'],
];

/** Columns that can't be what the file says; letter case makes no difference, as in SQL. */
export function checkColumns({ statuses }: LifecycleFile): Violation[] {
  const firsts = new Map<string, string>();
  return statuses.flatMap(({ column }, index): Violation[] => {
    if (column === undefined) {
      return [];
    }
    const path = `statuses[${index}].column`;
    const folded = column.toLowerCase();
    if (otherColumns.includes(folded)) {
      const remedy = 'name the column that holds the time of this status, or remove it';
      return [{ path, fact: `holds no time of a status: ${column}`, remedy }];
    }
    const first = firsts.get(folded);
    if (first !== undefined) {
      const remedy = 'give each status a column of its own, or remove one of the two';
      return [{ path, fact: `is the column of ${first} too: ${column}`, remedy }];
    }
    firsts.set(folded, `statuses[${index}]`);
    return [];
  });
}
