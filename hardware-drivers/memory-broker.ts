import { LinkLost } from './byte-link.ts';
import type { MessageLink, OpenMessageLink, TopicMessage } from './links/message-link.ts';

/** A broker of one client inside a test: what was published and subscribed is seen, and any message can arrive. */
export interface MemoryBroker {
  readonly openLink: OpenMessageLink;
  readonly published: { readonly topic: string; readonly text: string; readonly qos: number; readonly retain: boolean }[];
  readonly subscribed: { readonly filter: string; readonly qos: number }[];
  /** A string is sent as it is, anything else as JSON. */
  arrive(topic: string, payload: unknown): void;
  /** The broker goes away: the client has to connect again. */
  lose(): void;
}

export const openMemoryBroker = (): MemoryBroker => {
  const published: MemoryBroker['published'] = [];
  const subscribed: MemoryBroker['subscribed'] = [];
  let deliver: ((message: TopicMessage | 'end' | 'lost') => void) | null = null;

  const openLink = (): MessageLink => {
    const queue: (TopicMessage | 'end' | 'lost')[] = [];
    let wake: (() => void) | null = null;
    const push = (message: TopicMessage | 'end' | 'lost'): void => {
      queue.push(message);
      wake?.();
    };
    deliver = push;
    async function* messages(): AsyncGenerator<TopicMessage> {
      for (;;) {
        const next = queue.shift();
        if (next === 'end') return;
        if (next === 'lost') throw new LinkLost('The broker went away.');
        if (next) yield next;
        else await new Promise<void>(resolve => { wake = resolve; });
      }
    }
    return {
      messages: messages(),
      publish: async (topic, payload, { qos, retain }) => { published.push({ topic, text: new TextDecoder().decode(payload), qos, retain }); },
      subscribe: async (filter, { qos }) => { subscribed.push({ filter, qos }); },
      close: async () => push('end'),
    };
  };

  return {
    openLink: () => Promise.resolve(openLink()),
    published,
    subscribed,
    arrive: (topic, payload) => deliver?.({ topic, payload: new TextEncoder().encode(typeof payload === 'string' ? payload : JSON.stringify(payload)) }),
    lose: () => deliver?.('lost'),
  };
};
