/** Looks a password up in PGPASSFILE or ~/.pgpass. */
declare module 'pgpass' {
  interface ConnectionParameters {
    readonly host: string;
    readonly port: number;
    readonly database: string | undefined;
    readonly user: string | undefined;
  }
  export default function pgpass(
    connection: ConnectionParameters,
    found: (password: string | undefined) => void,
  ): void;
}
