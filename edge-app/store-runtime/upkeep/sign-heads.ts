import type { KeyObject } from 'node:crypto';
import type { Journal } from '../database/journal.ts';
import { ed25519Signer, openHeadSigner } from '../database/signed-heads.ts';

/** A cut-off tail is at most this long before somebody else could tell. */
export const SIGN_EVERY_MS = 15 * 60_000;

export interface HeadSigningParts {
  readonly journal: Journal;
  readonly storeId: string;
  readonly keyId: string;
  readonly privateKey: KeyObject;
  readonly nowMs: () => number;
  readonly later: (ms: number, task: () => void) => () => void;
  readonly onChanged: () => void;
  readonly onTrouble: (doing: string, error: unknown) => void;
}

/** Signs the heads of all terminals that grew, every quarter of an hour and when asked (day close): what head office anchors the journal with. */
export function openHeadSigning(parts: HeadSigningParts) {
  const signer = openHeadSigner(parts.journal, parts.storeId, ed25519Signer(parts.keyId, parts.privateKey));
  let signedMs: number | null = null;
  let cancelNext: () => void = () => undefined;
  let closed = false;

  async function signNow(): Promise<void> {
    cancelNext();
    try {
      await signer.signHeads();
      signedMs = parts.nowMs();
      parts.onChanged();
    } catch (error) {
      parts.onTrouble('sign-heads', error);
    }
    if (!closed) cancelNext = parts.later(SIGN_EVERY_MS, () => void signNow());
  }
  cancelNext = parts.later(SIGN_EVERY_MS, () => void signNow());

  return {
    signNow,
    signedMs: (): number | null => signedMs,
    close(): void {
      closed = true;
      cancelNext();
    },
  };
}
export type HeadSigning = ReturnType<typeof openHeadSigning>;
