import { createServer, type AddressInfo, type Socket } from 'node:net';

/** The other end of a wire in a test: a TCP server on a port of the system's choice. */
export interface TcpPeer {
  readonly port: number;
  /** Connections that are open now, oldest first. */
  readonly sockets: readonly Socket[];
  /** Drops every connection; new ones are accepted. */
  drop(): void;
  close(): Promise<void>;
}

export const openTcpPeer = async (
  onConnect: (socket: Socket) => void, onBytes: (bytes: Buffer, socket: Socket) => void,
): Promise<TcpPeer> => {
  const sockets: Socket[] = [];
  const server = createServer(socket => {
    sockets.push(socket);
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.splice(sockets.indexOf(socket), 1));
    socket.on('data', bytes => onBytes(bytes, socket));
    onConnect(socket);
  });
  await new Promise<void>(resolve => { server.listen(0, '127.0.0.1', resolve); });
  const drop = (): void => { for (const socket of [...sockets]) socket.destroy(); };
  return {
    port: (server.address() as AddressInfo).port,
    sockets,
    drop,
    close: async () => {
      drop();
      await new Promise<void>(resolve => { server.close(() => resolve()); });
    },
  };
};
