import path from 'node:path';
import type { Member } from 'retail-model/catalog/documents.ts';
import type { WireDocument } from 'retail-model/replication/wire.ts';
import type { MemberVault } from './member-vault.ts';

/** The file of the members' keys: beside the other keys, outside the database's folder and its backups. */
export const memberKeysFileOf = (keyFolder: string): string => path.join(keyFolder, 'member-keys.sqlite');

/** A member as the store keeps them: the name sealed. One whom head office deleted is erased here: their key goes, and with it every copy. */
export function sealMember(vault: MemberVault, document: WireDocument, nowMs: number): WireDocument {
  const member = document as unknown as Member;
  const sealed = { ...document, greeting: vault.seal(member.id, member.greeting) };
  if (document._deleted) vault.erase(member.id, nowMs);
  return sealed;
}

/** A member with the name opened; null for one who was erased. */
export function openSealed(vault: MemberVault, member: Member): Member | null {
  const greeting = vault.open(member.id, member.greeting);
  return greeting && { ...member, greeting };
}
