/** The database that has the empty tables: copying it is faster than making them. */
export const ordstatTemplate = 'ordstat_template';
