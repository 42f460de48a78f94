import type { addRxStorageMultiInstanceSupport, RxStorageMultiInstanceBroadcastType } from 'rxdb/plugins/core';

type Listener = (message: RxStorageMultiInstanceBroadcastType) => void;
type Channel = NonNullable<Parameters<typeof addRxStorageMultiInstanceSupport>[3]>;

/** Carries changes between the instances of one process that have the same file open. */
export type InstanceBus = {
  /** What RxDB takes for a BroadcastChannel: news of the other tokens, never its own. */
  readonly channelOf: (token: string) => Channel;
};

/**
 * RxDB's own BroadcastChannel in Node sends through files in the temporary folder and loses events when it reads one half written
 * (https://github.com/pubkey/broadcast-channel). A file has one writing process here, so the news never needs to leave the process.
 */
export function openInstanceBus(): InstanceBus {
  const listeners = new Map<Listener, string>();
  return {
    channelOf: (token) => {
      const channel = {
        addEventListener: (_type: 'message', listener: Listener) => void listeners.set(listener, token),
        removeEventListener: (_type: 'message', listener: Listener) => void listeners.delete(listener),
        postMessage: (message: RxStorageMultiInstanceBroadcastType) => {
          setImmediate(() => {
            for (const [listener, owner] of [...listeners]) if (owner !== token && listeners.has(listener)) listener(message);
          });
          return Promise.resolve();
        },
      };
      return channel as unknown as Channel;
    },
  };
}
