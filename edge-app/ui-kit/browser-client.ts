import { connectScreen, type ScreenClient, type ScreenContract } from './screen-client.ts';

/** A client over the browser's own fetch and WebSocket, to the server the page came from. `base` is '' at a store. */
export const connectInBrowser = <C extends ScreenContract>(base: string): ScreenClient<C> =>
  connectScreen<C>({
    origin: window.location.origin,
    base,
    fetch: (url, request) => window.fetch(url, request),
    openSocket: (url) => new WebSocket(url) as never,
    random: () => crypto.getRandomValues(new Uint32Array(1))[0]! / 2 ** 32,
  });
