import { createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { canonicalJson } from 'retail-model/journal/canonical-json.ts';
import { STORE_TERMINAL, type EntryBody, type Fact } from 'retail-model/journal/entry.ts';
import type { Journal, JournalHead } from './journal.ts';

/** A head with the store's signature: who holds it can tell that nothing up to it was changed or cut off. */
export type SignedHead = EntryBody<'journal-head-signed'>;

/** Signs a text; gives the name of the key and the signature in base64. */
export type SignText = (text: string) => { readonly keyId: string; readonly signature: string };

/** The text that is signed: RFC 8785 of store, terminal, sequence and hash. */
export const headText = (storeId: string, { terminalId, sequence, hash }: JournalHead): string => canonicalJson({ storeId, terminalId, sequence, hash });

/** Ed25519 (RFC 8032) with a private key of the store. */
export const ed25519Signer =
  (keyId: string, privateKey: KeyObject): SignText =>
  (text) => ({ keyId, signature: sign(null, Buffer.from(text), privateKey).toString('base64') });

/** Whether the store that owns the key signed this head. A signature that is no signature is false, not an error. */
export const isHeadSignedBy = (storeId: string, head: SignedHead, publicKey: KeyObject | string): boolean =>
  verify(null, Buffer.from(headText(storeId, head)), typeof publicKey === 'string' ? createPublicKey(publicKey) : publicKey, Buffer.from(head.signature, 'base64'));

/**
 * Signs the head of every terminal that grew since it was last signed, as entries of the terminal `store`; at day close, and as often as
 * head office wants an anchor. The store's own chain is signed as it stood before these entries.
 */
export function openHeadSigner(journal: Journal, storeId: string, signText: SignText) {
  const signed = new Map<string, number>();
  return {
    signHeads: async (): Promise<readonly SignedHead[]> => {
      const grown = journal.heads().filter(({ terminalId, sequence }) => sequence > (signed.get(terminalId) ?? 0));
      if (grown.length === 0) return [];
      const heads = grown.map(({ terminalId, sequence, hash }) => ({ terminalId, sequence, hash, ...signText(headText(storeId, { terminalId, sequence, hash })) }));
      await journal.appendAll(STORE_TERMINAL, heads.map((body): Fact => ({ kind: 'journal-head-signed', body })));
      // The entries themselves moved the store's own head; they alone are no reason to sign again.
      for (const { terminalId, sequence } of heads) signed.set(terminalId, sequence);
      const own = journal.headOf(STORE_TERMINAL);
      if (own && own.sequence === (signed.get(STORE_TERMINAL) ?? 0) + heads.length) signed.set(STORE_TERMINAL, own.sequence);
      return heads;
    },
  };
}
