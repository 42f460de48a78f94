import { livePoke, type LivePoke } from 'retail-model/replication/wire.ts';

/** A line longer than this is none of ours. */
const LINE_CHARACTERS = 4096;

export interface LiveStreamParts {
  readonly body: ReadableStream<Uint8Array>;
  readonly onPoke: (poke: LivePoke) => void;
  /** Silence longer than this ends the stream: a dead line often looks alive. */
  readonly silenceMs: number;
  readonly signal: AbortSignal;
}

/** Reads server-sent events until the stream ends, breaks, falls silent or `signal` aborts; says which. Never rejects. */
export async function readLiveStream({ body, onPoke, silenceMs, signal }: LiveStreamParts): Promise<'ended' | 'broken' | 'silent' | 'aborted'> {
  const reader = body.getReader();
  const stop = () => { reader.cancel().catch(() => undefined); };
  let silent = false;
  const fallSilent = () => { silent = true; stop(); };
  let watchdog = setTimeout(fallSilent, silenceMs);
  signal.addEventListener('abort', stop, { once: true });
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return signal.aborted ? 'aborted' : silent ? 'silent' : 'ended';
      clearTimeout(watchdog);
      watchdog = setTimeout(fallSilent, silenceMs);
      const lines = (rest + decoder.decode(value, { stream: true })).split('\n');
      rest = lines.pop()!;
      if (rest.length > LINE_CHARACTERS) return 'broken';
      for (const line of lines) {
        const poke = line.startsWith('data: ') ? readPoke(line.slice(6)) : null;
        if (poke !== null) onPoke(poke);
      }
    }
  } catch {
    return signal.aborted ? 'aborted' : silent ? 'silent' : 'broken';
  } finally {
    clearTimeout(watchdog);
    signal.removeEventListener('abort', stop);
    stop();
  }
}

/** Null for what this version does not understand: a newer head office may say more. */
function readPoke(text: string): LivePoke | null {
  try {
    return livePoke.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
