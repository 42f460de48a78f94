import { connect, type Socket } from 'node:net';
import { LinkLost, type ByteLink, type OpenByteLink } from '../byte-link.ts';
import { PosError } from '../device-driver.ts';
import { openIncomingQueue } from './incoming-queue.ts';
import { formatLinkAddress, type TcpAddress } from './link-address.ts';

const incomingLimitBytes = 4 * 1024 * 1024;
const connectTimeoutMs = 3_000;
const keepAliveDelayMs = 5_000;

/**
 * A TCP connection. Opening rejects with `PosError` E_OFFLINE after three seconds or when refused.
 * A peer whose cable was pulled says nothing: only the driver's own liveness notices that in seconds.
 */
export const openTcpLink = (address: TcpAddress): OpenByteLink => async (signal) => {
  const name = formatLinkAddress(address);
  return socketLink(await connectSocket(name, { host: address.host, port: address.port }, signal), name);
};

/** Connects within three seconds, or rejects with `PosError` E_OFFLINE; an abort closes what was begun. */
export const connectSocket = (
  name: string,
  target: { readonly host: string; readonly port: number } | { readonly path: string },
  signal: AbortSignal,
): Promise<Socket> => {
  signal.throwIfAborted();
  const socket = connect('path' in target ? { path: target.path } : { host: target.host, port: target.port, noDelay: true, keepAlive: true, keepAliveInitialDelay: keepAliveDelayMs });
  return new Promise<Socket>((resolve, reject) => {
    const settle = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      socket.removeListener('error', onError);
      socket.removeListener('connect', onConnect);
    };
    const giveUp = (reason: unknown): void => {
      settle();
      socket.on('error', ignoreLateError);
      socket.destroy();
      reject(reason instanceof Error ? reason : new Error(`${name}: connecting was aborted.`, { cause: reason }));
    };
    const onAbort = (): void => giveUp(signal.reason);
    const onError = (error: Error): void => giveUp(new PosError('E_OFFLINE', `${name} cannot be reached: ${error.message}`, null, { cause: error }));
    const onConnect = (): void => {
      settle();
      resolve(socket);
    };
    const timer = setTimeout(() => giveUp(new PosError('E_OFFLINE', `${name} did not answer within ${connectTimeoutMs} ms.`)), connectTimeoutMs);
    signal.addEventListener('abort', onAbort, { once: true });
    socket.once('error', onError);
    socket.once('connect', onConnect);
  });
};

/** A destroyed socket may still report what killed it; that was told already. */
const ignoreLateError = (): void => undefined;

/** A connected socket as a byte link. */
export const socketLink = (socket: Socket, name: string): ByteLink => {
  const queue = openIncomingQueue<Uint8Array>({
    name,
    sizeOf: (bytes) => bytes.length,
    limit: incomingLimitBytes,
    hold: (held) => (held ? socket.pause() : socket.resume()),
  });
  let failure: Error | null = null;
  let closedByUs = false;
  socket.on('data', (bytes) => queue.push(bytes));
  socket.on('error', (error) => { failure = error; });
  socket.on('end', () => socket.destroy());
  socket.on('close', () => {
    if (closedByUs || failure === null) queue.end();
    else queue.lose(new LinkLost(`${name} broke: ${failure.message}`, { cause: failure }));
  });
  return {
    incoming: queue.incoming,
    send: (bytes) =>
      new Promise<void>((resolve, reject) => {
        if (socket.destroyed) return reject(new LinkLost(`${name} is closed.`));
        socket.write(bytes, (error) => (error ? reject(new LinkLost(`${name} refused ${bytes.length} bytes: ${error.message}`, { cause: error })) : resolve()));
      }),
    close: async () => {
      closedByUs = true;
      queue.end();
      if (socket.closed) return;
      const gone = new Promise<void>((resolve) => { socket.once('close', () => resolve()); });
      socket.destroySoon();
      // A peer that never reads would keep our last bytes, and so this close, waiting for ever.
      const timer = setTimeout(() => socket.destroy(), 250);
      await gone;
      clearTimeout(timer);
    },
  };
};
