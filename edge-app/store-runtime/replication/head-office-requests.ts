import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { wireRefusal, type WireRefusal } from 'retail-model/replication/wire.ts';
import { fail, ok, type Result } from 'retail-model/result.ts';
import type { z } from 'zod';

const gzipped = promisify(gzip);
const COMPRESS_FROM_CHARACTERS = 2000;
/** A silent line looks like a slow one; after this it counts as broken. */
const REQUEST_TIMEOUT_MS = 60_000;

/** 'unreachable': no answer, or none that can be read. 'refused': head office said why. */
export type RequestFailure = { readonly kind: 'unreachable'; readonly detail: string } | { readonly kind: 'refused'; readonly refusal: WireRefusal };

export interface RequestOptions { readonly token: string | null; readonly signal: AbortSignal }

/** One JSON request to head office, answered in time or failed. Rejects only when `signal` aborts. */
export async function askHeadOffice<T extends z.ZodType>(origin: string, path: string, body: unknown, answer: T, { token, signal }: RequestOptions): Promise<Result<z.infer<T>, RequestFailure>> {
  const text = JSON.stringify(body);
  const packed = text.length >= COMPRESS_FROM_CHARACTERS;
  try {
    const response = await fetch(new URL(path, origin), {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-encoding': 'gzip', ...(packed ? { 'content-encoding': 'gzip' } : {}), ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
      body: packed ? await gzipped(text, { level: 4 }) : text,
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(REQUEST_TIMEOUT_MS)]),
    });
    return response.ok ? readAnswer(await response.json(), answer) : readRefusal(response.status, await response.text());
  } catch (error) {
    signal.throwIfAborted();
    return fail({ kind: 'unreachable', detail: words(error) });
  }
}

/** The live stream's body, or why there is none. Rejects only when `signal` aborts. */
export async function openHeadOfficeStream(origin: string, path: string, { token, signal }: RequestOptions): Promise<Result<ReadableStream<Uint8Array>, RequestFailure>> {
  try {
    const response = await fetch(new URL(path, origin), { headers: { accept: 'text/event-stream', authorization: `Bearer ${token ?? ''}` }, redirect: 'error', signal });
    if (!response.ok) return readRefusal(response.status, await response.text());
    return response.body === null ? fail({ kind: 'unreachable', detail: 'The stream has no body' }) : ok(response.body);
  } catch (error) {
    signal.throwIfAborted();
    return fail({ kind: 'unreachable', detail: words(error) });
  }
}

function readAnswer<T extends z.ZodType>(value: unknown, answer: T): Result<z.infer<T>, RequestFailure> {
  const read = answer.safeParse(value);
  return read.success ? ok(read.data) : fail({ kind: 'unreachable', detail: `Head office answered something else: ${read.error.message.slice(0, 300)}` });
}

/** A refusal that is none of ours comes from something in between: a proxy, a login page of a hotspot. */
function readRefusal(status: number, text: string): Result<never, RequestFailure> {
  try {
    const refusal = wireRefusal.safeParse(JSON.parse(text));
    if (refusal.success) return fail({ kind: 'refused', refusal: refusal.data });
  } catch {
    // Not JSON: not head office.
  }
  return fail({ kind: 'unreachable', detail: `HTTP ${status}: ${text.slice(0, 120)}` });
}

const words = (error: unknown): string => (error instanceof Error ? `${error.message}${error.cause instanceof Error ? `: ${error.cause.message}` : ''}` : String(error));
