import type { Lifecycle } from '../lifecycle/lifecycle.ts';

/** A column that a kind of file has, under its documented name. */
export interface Field {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly isRequired: boolean;
  /** Whether its value in JSON may be an object or an array, which is then kept as text. */
  readonly mayNest: boolean;
}

/** Every name a column of the field may have. */
export const namesOf = (field: Field): readonly string[] => [field.name, ...field.aliases];

/** What a file can hold. Its name is the argument of `--as` and its folder in sql/2_ingest. */
export interface Kind {
  readonly name: string;
  readonly fields: readonly Field[];
  /** Fields of which a file needs at least one. */
  readonly oneOf: readonly string[];
  /** Fields that are read as one list of times. */
  readonly times: readonly string[];
  /** All files of one command together replace what is held of the stores they name. */
  readonly isSet: boolean;
  /** Whether a row may take the place of one that is held, and is then counted as replaced. */
  readonly isReplacing: boolean;
  /** Whether its statuses are those of the lifecycle. */
  readonly isOfOrders: boolean;
}

/** What the column of a field is called in SQL; times are numbered, since their names are the user's. */
export function columnOf(kind: Kind, fieldName: string): string {
  const place = kind.times.indexOf(fieldName);
  return place < 0 ? fieldName : `time_${place + 1}`;
}

function required(name: string, ...aliases: string[]): Field {
  return { name, aliases, isRequired: true, mayNest: false };
}

function optional(name: string, ...aliases: string[]): Field {
  return { name, aliases, isRequired: false, mayNest: false };
}

function nesting(name: string, ...aliases: string[]): Field {
  return { ...optional(name, ...aliases), mayNest: true };
}

/** The times of their own that events of orders have instead of a timestamp. */
const ownTimes = [
  'createdAt',
  'authorizedAt',
  'failedAt',
  'reservedAt',
  'rejectedAt',
  'scheduledAt',
  'completedAt',
  'cancelledAt',
];

const kindsOfEvents: readonly Kind[] = [
  {
    name: 'events',
    fields: [
      required('user_id'),
      required('event_type'),
      required('timestamp'),
      optional('event_id'),
    ],
    oneOf: [],
    times: [],
    isSet: false,
    isReplacing: false,
    isOfOrders: false,
  },
  {
    name: 'store-status',
    fields: [required('store_id'), required('status'), required('timestamp_utc')],
    oneOf: [],
    times: [],
    isSet: false,
    isReplacing: false,
    isOfOrders: false,
  },
  {
    name: 'store-hours',
    fields: [
      required('store_id'),
      required('day', 'dayOfWeek', 'day_of_week'),
      required('start_time_local'),
      required('end_time_local'),
    ],
    oneOf: [],
    times: [],
    isSet: true,
    isReplacing: true,
    isOfOrders: false,
  },
  {
    name: 'store-timezones',
    fields: [required('store_id'), required('timezone_str')],
    oneOf: [],
    times: [],
    isSet: true,
    isReplacing: true,
    isOfOrders: false,
  },
  {
    name: 'order-events',
    fields: [
      required('order_id', 'orderId'),
      required('status', 'type', 'event_type', 'eventType', 'kind', 'event_kind', 'event'),
      optional('timestamp', 'occurred_at'),
      ...ownTimes.map((name) => optional(name)),
      optional('user_id', 'userId'),
      optional('total', 'order_total', 'orderTotal'),
      optional('amount'),
      nesting('items', 'order_items', 'orderItems'),
      optional('details'),
      optional('reason'),
      optional('estimated_delivery', 'estimatedDelivery'),
      optional('eta'),
      optional('payment_id', 'paymentId'),
      optional('shipment_id', 'shipmentId'),
      optional('event_id', 'eventId'),
    ],
    oneOf: ['timestamp', ...ownTimes],
    times: [],
    isSet: false,
    isReplacing: false,
    isOfOrders: true,
  },
];

/** Times of a wide table of orders that have a name whatever the lifecycle. */
const commonTimes = ['created_at', 'started_at', 'completed_at', 'updated_at'];

/** The columns with times in a wide table of orders; those of the lifecycle have a status. */
function timeColumns(lifecycle: Lifecycle): string[] {
  const columns = lifecycle.statuses.flatMap(({ column }) =>
    column === undefined ? [] : [column],
  );
  return [...new Set([...columns, ...commonTimes])];
}

function orders(lifecycle: Lifecycle): Kind {
  const times = timeColumns(lifecycle);
  return {
    name: 'orders',
    fields: [
      required('order_id', 'orderId'),
      required('status'),
      optional('user_id', 'userId'),
      optional('total_amount', 'totalAmount', 'total'),
      nesting('item_ids', 'itemIds', 'items'),
      ...times.map((name) => optional(name, inCamelCase(name))),
    ],
    oneOf: times,
    times,
    isSet: false,
    isReplacing: true,
    isOfOrders: true,
  };
}

const inCamelCase = (name: string) =>
  name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** Every kind; the columns of a wide table of orders are those of the lifecycle. */
export const kindsWith = (lifecycle: Lifecycle): readonly Kind[] => [
  ...kindsOfEvents,
  orders(lifecycle),
];

export const kindNames: readonly string[] = [...kindsOfEvents.map(({ name }) => name), 'orders'];
