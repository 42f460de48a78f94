import { fail, ok, type Result } from 'retail-model/result.ts';
import type { z } from 'zod';

export interface VerbError {
  readonly kind: 'bad-body' | 'out-of-range';
  readonly message: string;
}

/** Something a person or a test can do to a device. */
export type Verb = (body: unknown) => Promise<Result<unknown, VerbError>>;

/** What every simulator gives: where a driver finds it, what it is like now, and news of changes. */
export interface SimulatedDevice {
  readonly address: string;
  /** Invented account data that the shop's configuration needs to speak with it. */
  readonly credentials?: Readonly<Record<string, string>>;
  state(): object;
  onChange(listener: () => void): () => void;
  setCable(isPlugged: boolean): Promise<void>;
  close(): Promise<void>;
}

/** A device in the store's process, with its verbs for the control API. */
export interface HostedDevice {
  readonly id: string;
  readonly kind: string;
  readonly role: string;
  readonly device: SimulatedDevice;
  readonly verbs: Readonly<Record<string, Verb>>;
  /** A label's glass as BMP, for devices that have pictures; throws RangeError for a name it does not know. */
  readonly pictureOf: ((name: string) => Buffer) | null;
}

/** A verb whose body is checked before anything moves. `RangeError` from a simulator is the caller's mistake. */
export function verb<Body>(schema: z.ZodType<Body>, act: (body: Body) => unknown): Verb {
  return async (body) => {
    const parsed = schema.safeParse(body ?? {});
    if (!parsed.success) {
      const issue = parsed.error.issues[0]!;
      return fail({ kind: 'bad-body', message: `${issue.path.join('.') || 'body'}: ${issue.message}` });
    }
    try {
      return ok((await act(parsed.data)) ?? null);
    } catch (error) {
      if (error instanceof RangeError) return fail({ kind: 'out-of-range', message: error.message });
      throw error;
    }
  };
}
