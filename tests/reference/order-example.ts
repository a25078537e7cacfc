import type { Lifecycle, LifecycleStatus } from '../../src/lifecycle/lifecycle.ts';
import { localToUtc } from './local-time.ts';
import type { OrderEvent, OrderWorld } from './order-types.ts';

const SECOND_US = 1_000_000n;
const MINUTE_US = 60n * SECOND_US;
const HOUR_US = 60n * MINUTE_US;

/** `08:00:05` on the day of the example. */
export function at(clock: string): bigint {
  const [hours = 0, minutes = 0, seconds = 0] = clock.split(':').map(Number);
  return localToUtc('2024-10-15', hours * 3600 + minutes * 60 + seconds, 'UTC');
}

/** An event of a log on the day of the example. */
export function event(
  orderId: string,
  clock: string,
  status: string,
  details: string | null,
  rest: Partial<OrderEvent> = {},
): OrderEvent {
  const nothing = { userId: null, total: null, items: null, eventId: null, referenceId: null };
  return { orderId, status, atUs: at(clock), details, origin: 'event', ...nothing, ...rest };
}

function status(name: string, rest: Partial<LifecycleStatus>): LifecycleStatus {
  const flags = { isInitial: false, isSuccess: false, isFailure: false };
  const unset = { next: undefined, stuckAfterUs: undefined, column: undefined };
  return { name, aliases: [], requires: [], ...flags, ...unset, ...rest };
}

/** The lifecycle of the example, which is the default one. */
export const LIFECYCLE: Lifecycle = {
  name: 'saga',
  statuses: [
    status('CREATED', {
      isInitial: true,
      next: [
        'INVENTORY_RESERVED',
        'INVENTORY_REJECTED',
        'PAYMENT_AUTHORIZED',
        'PAYMENT_FAILED',
        'CANCELLED',
      ],
      stuckAfterUs: 5n * MINUTE_US,
    }),
    status('INVENTORY_RESERVED', {
      next: ['PAYMENT_AUTHORIZED', 'PAYMENT_FAILED', 'SHIPPING_SCHEDULED', 'CANCELLED'],
      stuckAfterUs: 15n * MINUTE_US,
    }),
    status('INVENTORY_REJECTED', {
      isFailure: true,
      next: ['PAYMENT_AUTHORIZED', 'PAYMENT_FAILED', 'CANCELLED'],
      stuckAfterUs: HOUR_US,
    }),
    status('PAYMENT_AUTHORIZED', {
      next: ['INVENTORY_RESERVED', 'INVENTORY_REJECTED', 'SHIPPING_SCHEDULED', 'CANCELLED'],
      stuckAfterUs: 15n * MINUTE_US,
    }),
    status('PAYMENT_FAILED', {
      isFailure: true,
      next: [
        'PAYMENT_AUTHORIZED',
        'PAYMENT_FAILED',
        'INVENTORY_RESERVED',
        'INVENTORY_REJECTED',
        'CANCELLED',
      ],
      stuckAfterUs: HOUR_US,
    }),
    status('SHIPPING_SCHEDULED', {
      requires: ['PAYMENT_AUTHORIZED', 'INVENTORY_RESERVED'],
      next: ['COMPLETED', 'CANCELLED'],
      stuckAfterUs: 7n * 24n * HOUR_US,
    }),
    status('COMPLETED', { isSuccess: true, next: [] }),
    status('CANCELLED', { isFailure: true, next: [] }),
  ],
  ignore: ['PaymentRequested'],
  funnel: [
    'CREATED',
    'PAYMENT_AUTHORIZED',
    'INVENTORY_RESERVED',
    'SHIPPING_SCHEDULED',
    'COMPLETED',
  ],
  deadlines: [],
  processing: { from: 'CREATED', to: 'COMPLETED' },
  maxStatusChanges: 10,
};

/** The details of every creation. */
export const CREATED = 'Order created successfully';
/** The details of every completion. */
export const COMPLETED = 'Order completed successfully';
const NO_SKU = 'SKU not found: Z';

/** The 28 accepted events of the example, in the order of its lines. */
export const EVENTS: OrderEvent[] = [
  event('o-1', '08:00:00', 'CREATED', CREATED, {
    userId: 'u-1',
    total: 1_000_000n,
    items: '[{"sku":"A","qty":2,"price":50.0}]',
  }),
  event('o-1', '08:00:02', 'INVENTORY_RESERVED', 'Inventory successfully reserved', {
    items: '[{"sku":"A","qty":2}]',
  }),
  event('o-1', '08:00:05', 'PAYMENT_AUTHORIZED', 'Payment authorized: p-1', {
    total: 1_000_000n,
    referenceId: 'p-1',
  }),
  event('o-1', '08:00:06', 'SHIPPING_SCHEDULED', 'Shipping scheduled, delivery: 2024-10-18', {
    referenceId: 's-1',
  }),
  event('o-1', '09:00:00', 'COMPLETED', COMPLETED),
  event('o-2', '08:10:00', 'CREATED', CREATED, {
    userId: 'u-2',
    total: 400_000n,
    items: '[{"sku":"B","quantity":1,"price":40.0}]',
  }),
  event('o-2', '08:11:00', 'PAYMENT_FAILED', 'Payment failed: CARD_DECLINED', {
    referenceId: 'p-2',
  }),
  event('o-2', '08:11:10', 'CANCELLED', 'Order cancelled: payment failed'),
  event('o-3', '08:00:00', 'CREATED', CREATED, { userId: 'u-1', total: 700_000n }),
  event('o-3', '08:00:01', 'INVENTORY_REJECTED', `Inventory rejected: ${NO_SKU}`),
  event(
    'o-3',
    '08:00:01',
    'PAYMENT_FAILED',
    `Payment failed: Inventory reservation failed: ${NO_SKU}`,
  ),
  event('o-4', '09:50:00', 'CREATED', CREATED, { userId: 'u-4', total: 100_000n }),
  event('o-5', '09:55:00', 'CREATED', CREATED, { userId: 'u-5', total: 250_000n }),
  event('o-6', '08:40:00', 'COMPLETED', COMPLETED),
  event('o-6', '08:30:00', 'CREATED', CREATED, { userId: 'u-6', total: 125_000n }),
  event('o-6', '08:31:00', 'PAYMENT_AUTHORIZED', 'Payment authorized: p-6', {
    total: 125_000n,
    referenceId: 'p-6',
  }),
  event('o-7', '09:00:00', 'CREATED', CREATED, { userId: 'u-7', total: 990_000n }),
  event('o-7', '09:01:00', 'PAYMENT_FAILED', 'Payment failed: R1'),
  event('o-7', '09:02:00', 'PAYMENT_FAILED', 'Payment failed: R2'),
  event('o-7', '09:03:00', 'PAYMENT_FAILED', 'Payment failed: R3'),
  event('o-7', '09:04:00', 'PAYMENT_FAILED', 'Payment failed: R4'),
  event('o-7', '09:05:00', 'PAYMENT_FAILED', 'Payment failed: R5'),
  event('o-7', '09:06:00', 'PAYMENT_FAILED', 'Payment failed: R6'),
  event('o-7', '09:07:00', 'PAYMENT_FAILED', 'Payment failed: R7'),
  event('o-7', '09:08:00', 'PAYMENT_FAILED', 'Payment failed: R8'),
  event('o-7', '09:09:00', 'PAYMENT_FAILED', 'Payment failed: R9'),
  event('o-7', '09:10:00', 'PAYMENT_AUTHORIZED', 'Payment authorized: p-7', {
    total: 900_000n,
    referenceId: 'p-7',
  }),
  event('o-8', '09:30:00', 'INVENTORY_RESERVED', 'Inventory successfully reserved'),
];

/** The example, or other events of that day, as of `clock`. */
export function worldAt(clock: string, events = EVENTS, lifecycle = LIFECYCLE): OrderWorld {
  return { lifecycle, events, asOfUs: at(clock) };
}
