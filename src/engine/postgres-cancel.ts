import { connect } from 'node:net';

/** What a server gave a session to end its statements by. */
export interface BackendKey {
  readonly processID: number;
  readonly secretKey: number;
}

const messageBytes = 16;
const cancelRequestCode = 80877102;

/**
 * Asks a server to end the statement of a session, over a connection of its own (CancelRequest of
 * the PostgreSQL protocol). Settles when the server has passed it on, or can't be reached.
 */
export function requestCancel(host: string, port: number, key: BackendKey): Promise<void> {
  const message = Buffer.alloc(messageBytes);
  message.writeInt32BE(messageBytes, 0);
  message.writeInt32BE(cancelRequestCode, 4);
  message.writeInt32BE(key.processID, 8);
  message.writeInt32BE(key.secretKey, 12);
  const socket = host.startsWith('/')
    ? connect(`${host}/.s.PGSQL.${port}`)
    : connect({ host, port });
  return new Promise((resolve) => {
    // The server closes the connection; an error is followed by a close, too.
    socket.on('error', () => undefined);
    socket.on('close', () => resolve());
    socket.resume();
    socket.end(message);
  });
}
