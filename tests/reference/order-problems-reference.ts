import type { Deadline } from '../../src/lifecycle/lifecycle.ts';
import { compare, histories, isTerminal, statusOf, utcSecond } from './order-reference.ts';
import type {
  FindingReason,
  OrderEvent,
  OrderFinding,
  OrderHistory,
  OrderWorld,
} from './order-types.ts';

/** Returns details, of which equal ones count once. */
type Check = (history: OrderHistory, world: OrderWorld) => string[];

const CHECKS: Record<FindingReason, Check> = {
  status_changes: statusChanges,
  illegal_transition: illegalTransitions,
  after_terminal: changesAfterTerminal,
  bad_start: badStart,
  missing_prerequisite: missingPrerequisites,
  amount_mismatch: amountMismatch,
  missed_deadline: missedDeadlines,
};

/** Everything that is wrong with the orders, by order, reason and detail, nothing twice. */
export function orderProblems(world: OrderWorld): OrderFinding[] {
  const reasons = (Object.keys(CHECKS) as FindingReason[]).toSorted(compare);
  return histories(world).flatMap((history) =>
    reasons.flatMap((reason) => {
      const details = new Set(CHECKS[reason](history, world));
      return [...details]
        .toSorted(compare)
        .map((detail) => ({ orderId: history.orderId, reason, detail }));
    }),
  );
}

function statusChanges({ events }: OrderHistory, { lifecycle }: OrderWorld): string[] {
  const limit = lifecycle.maxStatusChanges;
  return events.length > limit ? [`${events.length} > ${limit}`] : [];
}

function illegalTransitions(history: OrderHistory, { lifecycle }: OrderWorld): string[] {
  return transitions(history)
    .filter(({ before, after }) => {
      const next = statusOf(lifecycle, before).next ?? [];
      return next.length > 0 && !next.includes(after);
    })
    .map(({ before, after }) => `${before} -> ${after}`);
}

function changesAfterTerminal(history: OrderHistory, { lifecycle }: OrderWorld): string[] {
  return transitions(history)
    .filter(({ before }) => isTerminal(statusOf(lifecycle, before)))
    .map(({ before, after }) => `${before} -> ${after}`);
}

function transitions({ events }: OrderHistory): { before: string; after: string }[] {
  const statuses = events.map((event) => event.status);
  return statuses
    .slice(1)
    .map((after, index) => ({ before: statuses.slice(index, index + 1).join(), after }));
}

function badStart({ first }: OrderHistory, { lifecycle }: OrderWorld): string[] {
  return statusOf(lifecycle, first.status).isInitial ? [] : [first.status];
}

function missingPrerequisites({ events }: OrderHistory, { lifecycle }: OrderWorld): string[] {
  return events.flatMap(({ status }, index) => {
    const before = events.slice(0, index).map((event) => event.status);
    return statusOf(lifecycle, status)
      .requires.filter((required) => !before.includes(required))
      .map((required) => `${status} without ${required}`);
  });
}

function amountMismatch({ events }: OrderHistory): string[] {
  const amounts = events.flatMap(({ total, status }) => (total === null ? [] : { total, status }));
  const areFine = amounts.every(({ total }) => total >= 0n && total === amounts[0]?.total);
  if (areFine) return [];
  return [
    amounts
      .filter(({ total }, index) => index === 0 || total !== amounts[index - 1]?.total)
      .map(({ total, status }) => `${amountText(total)} ${status}`)
      .join(', '),
  ];
}

function missedDeadlines({ events }: OrderHistory, { lifecycle, asOfUs }: OrderWorld): string[] {
  return lifecycle.deadlines.flatMap((deadline) => {
    const [earliestUs] = events
      .filter((event, index) => isMissed(deadline, event, events.slice(index + 1), asOfUs))
      .map((event) => event.atUs + deadline.withinUs)
      .toSorted(compare);
    if (earliestUs === undefined) return [];
    return [`${deadline.name}: ${deadline.anyOf.join(' or ')} due by ${instantText(earliestUs)}`];
  });
}

function isMissed(
  { after, anyOf, withinUs }: Deadline,
  event: OrderEvent,
  laterEvents: OrderEvent[],
  asOfUs: bigint,
): boolean {
  const dueUs = event.atUs + withinUs;
  if (event.status !== after || asOfUs <= dueUs) return false;
  return !laterEvents.some((later) => anyOf.includes(later.status) && later.atUs <= dueUs);
}

/** `-12.50` of -125000: two decimals at least, four at most. */
function amountText(tenThousandths: bigint): string {
  const sign = tenThousandths < 0n ? '-' : '';
  const digits = String(tenThousandths).replace('-', '').padStart(5, '0');
  const decimals = digits.slice(-4).replace(/0{1,2}$/, '');
  return `${sign}${digits.slice(0, -4)}.${decimals}`;
}

/** `2024-10-15T08:00:00.25Z`, without a fraction that is zero. */
function instantText(atUs: bigint): string {
  const micros = String(atUs % 1_000_000n).padStart(6, '0');
  const fraction = micros.replace(/0+$/, '');
  return `${utcSecond(atUs)}${fraction === '' ? '' : `.${fraction}`}Z`;
}
