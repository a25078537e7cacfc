/** What commands that know of orders have in common. */
export interface LifecycleOptions {
  readonly lifecycle: string;
}

/** Which statuses orders have; the same for ingest and for every report on orders. */
export const lifecycleOption = [
  '--lifecycle <name|file>',
  'statuses of orders: saga, simple, marketplace, or a JSON file',
  'saga',
] as const;
