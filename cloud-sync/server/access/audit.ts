import type { CloudStorage } from '../storage/cloud-storage.ts';

export interface AuditParts { readonly storage: CloudStorage; readonly newId: () => string; readonly nowMs: () => number }

/** Writes down who did or tried what. Never a password, a code or a key: callers leave them out. */
export const openAudit = ({ storage: { db }, newId, nowMs }: AuditParts) =>
  async (who: string, role: string, what: string, detail: string): Promise<void> => {
    await db.insertInto('auditLines').values({ auditId: newId(), atMs: nowMs(), who: who.slice(0, 80), role, what, detail: detail.slice(0, 1000) }).execute();
  };
export type Audit = ReturnType<typeof openAudit>;
