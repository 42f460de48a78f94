import { LinkLost, type ByteLink, type OpenByteLink } from './byte-link.ts';
import { PosError, type DeviceParts, type DeviceStatus, type DeviceTrouble } from './device-driver.ts';
import type { MessageLink, OpenMessageLink, TopicMessage } from './links/message-link.ts';
import { openStatusBoard, type StatusBoard } from './status-board.ts';
import { openTurns, type TakeTurn } from './turn-taking.ts';

const firstRetryMs = 250;
const lastRetryMs = 2_000;
const verbsWaitingLimit = 16;

/** One connection as a dialogue sees it. A new one is made each time the device comes back. */
export interface Wire {
  /** Aborted when this connection ends, for whatever reason. */
  readonly signal: AbortSignal;
  /** Whole frames that made sense: proof that the device itself lives. The first one makes it `online`. */
  accepted(frames: number): void;
  /** Frames thrown away: bad checksum, garbage. */
  refused(frames: number): void;
  /** What the device says is wrong with it, or null when it is well again. */
  setTrouble(trouble: DeviceTrouble | null): void;
  /** One question and its answer at a time. At most 16 wait. */
  takeTurn: TakeTurn;
}

export interface ByteWire extends Wire {
  send(bytes: Uint8Array): Promise<void>;
}

export interface MessageWire extends Wire {
  publish: MessageLink['publish'];
  subscribe: MessageLink['subscribe'];
}

/** What a driver says and hears on one connection. */
export interface Dialogue<Chunk> {
  /** Each chunk in the order of the wire. Synchronous: decode, tell events, offer answers. */
  received(chunk: Chunk): void;
  /**
   * Opening exchange and polling. When it rejects the connection is closed and tried again with back-off;
   * when it resolves the connection goes on. `received` is called meanwhile. Must end when `wire.signal` is aborted.
   */
  run(): Promise<void>;
  /** The connection is over. */
  ended(): void;
}

export interface ConversationPlan {
  readonly parts: Omit<DeviceParts<never>, 'onEvent'>;
  readonly category: DeviceStatus['category'];
  readonly protocol: string;
  /**
   * Without an accepted frame for so long the device counts as offline and its link is opened anew (a half-open TCP connection heals by nothing else).
   * `null` for devices that speak only when something happens: an open link is then all the proof there is.
   */
  readonly livenessTimeoutMs: number | null;
}

/** A device kept in conversation until it is closed. */
export interface Conversation<AnyWire extends Wire> {
  status(): DeviceStatus;
  /**
   * Does a verb on the present connection; the device is `busy` meanwhile. Rejects with `PosError` E_CLOSED after `close`,
   * E_OFFLINE when there is no connection or it breaks under the verb.
   */
  during<T>(verb: (wire: AnyWire) => Promise<T>): Promise<T>;
  /** Ends the connection and every wait. Closing twice is fine. */
  close(): Promise<void>;
}

/** Keeps a byte device in conversation: opens the link, runs the dialogue, watches for life, comes back after 0.25 s, 0.5 s … 2 s. */
export const holdConversation = (
  plan: ConversationPlan & { readonly openLink: OpenByteLink; readonly begin: (wire: ByteWire) => Dialogue<Uint8Array> },
): Conversation<ByteWire> =>
  hold<ByteLink, ByteWire, Uint8Array>(plan, {
    open: plan.openLink,
    chunksOf: (link) => link.incoming,
    sizeOf: (bytes) => bytes.length,
    wireOf: (link, wire, board) => ({
      ...wire,
      send: async (bytes) => {
        await link.send(bytes);
        board.count('bytesSent', bytes.length);
      },
    }),
    begin: plan.begin,
  });

/** The same for a device behind an MQTT broker. */
export const holdMessageConversation = (
  plan: ConversationPlan & { readonly openLink: OpenMessageLink; readonly begin: (wire: MessageWire) => Dialogue<TopicMessage> },
): Conversation<MessageWire> =>
  hold<MessageLink, MessageWire, TopicMessage>(plan, {
    open: plan.openLink,
    chunksOf: (link) => link.messages,
    sizeOf: (message) => message.payload.length,
    wireOf: (link, wire, board) => ({
      ...wire,
      publish: async (topic, payload, options) => {
        await link.publish(topic, payload, options);
        board.count('bytesSent', payload.length);
      },
      subscribe: (filter, options) => link.subscribe(filter, options),
    }),
    begin: plan.begin,
  });

interface LinkKind<Link, AnyWire extends Wire, Chunk> {
  readonly open: (signal: AbortSignal) => Promise<Link>;
  readonly chunksOf: (link: Link) => AsyncIterable<Chunk>;
  readonly sizeOf: (chunk: Chunk) => number;
  readonly wireOf: (link: Link, wire: Wire, board: StatusBoard) => AnyWire;
  readonly begin: (wire: AnyWire) => Dialogue<Chunk>;
}

const hold = <Link extends { close(): Promise<void> }, AnyWire extends Wire, Chunk>(
  plan: ConversationPlan,
  kind: LinkKind<Link, AnyWire, Chunk>,
): Conversation<AnyWire> => {
  const { parts, livenessTimeoutMs } = plan;
  const board = openStatusBoard(parts, plan);
  const closing = new AbortController();
  let present: AnyWire | null = null;
  let verbsRunning = 0;

  /** Lives for one connection and rejects with what ended it. `onAnswer` is called when the device first shows life. */
  const converse = async (link: Link, onAnswer: () => void): Promise<void> => {
    const ending = new AbortController();
    const endWithClose = (): void => ending.abort(closing.signal.reason);
    closing.signal.addEventListener('abort', endWithClose, { once: true });
    if (closing.signal.aborted) endWithClose();
    let lastLifeAtMs = parts.nowMs();
    const showLife = (): void => {
      onAnswer();
      board.setPower('online');
    };
    const wire = kind.wireOf(link, {
      signal: ending.signal,
      accepted: (frames) => {
        if (frames === 0) return;
        lastLifeAtMs = parts.nowMs();
        board.count('framesAccepted', frames);
        board.answered();
        if (board.status().power === 'online') return;
        if (livenessTimeoutMs !== null) board.setTrouble(null);
        showLife();
      },
      refused: (frames) => board.count('framesRefused', frames),
      setTrouble: (trouble) => board.setTrouble(trouble),
      takeTurn: openTurns(verbsWaitingLimit),
    }, board);
    let dialogue: Dialogue<Chunk> | null = null;
    const read = async (heard: Dialogue<Chunk>): Promise<never> => {
      for await (const chunk of kind.chunksOf(link)) {
        board.count('bytesReceived', kind.sizeOf(chunk));
        heard.received(chunk);
      }
      throw new LinkLost('The device closed the connection.');
    };
    const watch = async (): Promise<never> => {
      for (;;) {
        const silentMs = parts.nowMs() - lastLifeAtMs;
        if (livenessTimeoutMs === null) await untilAborted(ending.signal);
        else if (silentMs >= livenessTimeoutMs) throw new PosError('E_TIMEOUT', `No answer for ${silentMs} ms.`);
        else await parts.wait(livenessTimeoutMs - silentMs, ending.signal);
      }
    };
    const run = async (speaking: Dialogue<Chunk>): Promise<never> => {
      await speaking.run();
      return untilAborted(ending.signal);
    };
    let threads: readonly Promise<never>[] = [];
    try {
      dialogue = kind.begin(wire);
      board.count('connections', 1);
      if (livenessTimeoutMs === null) {
        board.setTrouble(null);
        showLife();
      }
      present = wire;
      threads = [read(dialogue), watch(), run(dialogue)];
      await Promise.race(threads);
    } finally {
      present = null;
      closing.signal.removeEventListener('abort', endWithClose);
      ending.abort(new PosError('E_OFFLINE', 'The connection to the device ended.'));
      dialogue?.ended();
      await link.close();
      await Promise.allSettled(threads);
    }
  };

  const live = async (): Promise<void> => {
    let retryMs = firstRetryMs;
    while (!closing.signal.aborted) {
      try {
        await converse(await kind.open(closing.signal), () => { retryMs = firstRetryMs; });
      } catch (error) {
        if (closing.signal.aborted) return;
        board.setPower('offline');
        board.setTrouble(troubleOf(error));
      }
      try {
        await parts.wait(retryMs, closing.signal);
      } catch {
        return;
      }
      retryMs = Math.min(retryMs * 2, lastRetryMs);
    }
  };
  const life = live();

  return {
    status: () => board.status(),
    during: async (verb) => {
      if (closing.signal.aborted) throw new PosError('E_CLOSED', `${parts.deviceId} is closed.`);
      const wire = present;
      if (wire === null) throw new PosError('E_OFFLINE', board.status().trouble?.detail ?? `${parts.deviceId} is not connected yet.`);
      verbsRunning += 1;
      board.setBusy(true);
      try {
        return await verb(wire);
      } catch (error) {
        if (closing.signal.aborted) throw new PosError('E_CLOSED', `${parts.deviceId} was closed.`, null, { cause: error });
        if (error instanceof PosError) throw error;
        if (error instanceof LinkLost) throw new PosError('E_OFFLINE', error.message, null, { cause: error });
        // Waits that were cut short by the end of the connection say so in their own words.
        if (wire.signal.aborted) throw new PosError('E_OFFLINE', 'The connection to the device ended.', null, { cause: error });
        throw error;
      } finally {
        verbsRunning -= 1;
        board.setBusy(verbsRunning > 0);
      }
    },
    close: async () => {
      closing.abort(new PosError('E_CLOSED', `${parts.deviceId} was closed.`));
      await life;
      board.setClosed();
    },
  };
};

/** The device's trouble as the health page shows it. */
const troubleOf = (error: unknown): DeviceTrouble => {
  if (error instanceof PosError) return { code: error.code, extended: error.extended, detail: error.message };
  if (error instanceof LinkLost) return { code: 'E_OFFLINE', extended: null, detail: error.message };
  return { code: 'E_FAILURE', extended: null, detail: error instanceof Error ? error.message : String(error) };
};

const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const abort = (): void => reject(signal.reason instanceof Error ? signal.reason : new Error('Aborted.'));
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
  });
