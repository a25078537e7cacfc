/** A column that a kind of file has, under its documented name. */
export interface Field {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly isRequired: boolean;
}

/** Every name a column of the field may have. */
export const namesOf = (field: Field): readonly string[] => [field.name, ...field.aliases];

/** What a file can hold. Its name is the argument of `--as` and its folder in sql/2_ingest. */
export interface Kind {
  readonly name: string;
  readonly fields: readonly Field[];
  /** All files of one command together replace what is held of the stores they name. */
  readonly isSet: boolean;
}

function required(name: string, ...aliases: string[]): Field {
  return { name, aliases, isRequired: true };
}

function optional(name: string): Field {
  return { name, aliases: [], isRequired: false };
}

export const kinds: readonly Kind[] = [
  {
    name: 'events',
    fields: [
      required('user_id'),
      required('event_type'),
      required('timestamp'),
      optional('event_id'),
    ],
    isSet: false,
  },
  {
    name: 'store-status',
    fields: [required('store_id'), required('status'), required('timestamp_utc')],
    isSet: false,
  },
  {
    name: 'store-hours',
    fields: [
      required('store_id'),
      required('day', 'dayOfWeek', 'day_of_week'),
      required('start_time_local'),
      required('end_time_local'),
    ],
    isSet: true,
  },
  {
    name: 'store-timezones',
    fields: [required('store_id'), required('timezone_str')],
    isSet: true,
  },
];
