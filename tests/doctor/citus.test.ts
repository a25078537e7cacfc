import { expect, test } from 'vitest';
import { subplansIn } from '../../src/doctor/citus.ts';

test('subplans are counted, what goes to the nodes is not', () => {
  const plan = `Custom Scan (Citus Adaptive)
  ->  Distributed Subplan 4_1
        ->  HashAggregate
              Group Key: remote_scan.time_zone
              ->  Custom Scan (Citus Adaptive)
                    Task Count: 32
  ->  Distributed Subplan 4_2
        ->  Result
  Task Count: 32
  Tasks Shown: One of 32
  ->  Task
        Node: host=worker-1 port=5432 dbname=ops
        ->  GroupAggregate
              Group Key: store_status.store_id
              ->  Function Scan on read_intermediate_result intermediate_result`;
  expect(subplansIn(plan.split('\n'))).toBe(2);
});
