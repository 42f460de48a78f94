import type { Database } from 'better-sqlite3-multiple-ciphers';
import type { AttendantView } from 'retail-model/api/store-views.ts';
import { STORE_TERMINAL } from 'retail-model/journal/entry.ts';
import type { Catalogue } from './catalogue/catalogue.ts';
import { prepared } from './prepared.ts';
import type { StoreJournal } from './store-journal.ts';

const ALARM_MS = 6_000;
const KEPT_ALARMS = 20;

/**
 * Decides at the exit: tags of ours that were not sold sound the alarm; sold ones and customers' own goods pass. The lamp does not wait for
 * the disk; what happened is an entry.
 */
export function openGateWatch(parts: {
  readonly connection: Database;
  readonly catalogue: Catalogue;
  readonly journal: StoreJournal;
  readonly gtinOf: (epc: string) => string | null;
  readonly alarm: (gateId: string, forMs: number) => Promise<void>;
  readonly nowMs: () => number;
  readonly onChanged: () => void;
  readonly onTrouble: (doing: string, error: unknown) => void;
}) {
  let alarms: AttendantView['gateAlarms'] = [];

  async function crossed(gateId: string, epcs: readonly string[]): Promise<void> {
    const unpaid = epcs.flatMap((epc) => {
      const state = prepared(parts.connection, 'SELECT state FROM tagged_item WHERE epc = ?').get(epc) as { state: string } | undefined;
      if (state?.state === 'sold') return [];
      const gtin = parts.gtinOf(epc);
      const found = gtin === null ? null : parts.catalogue.byGtin(gtin);
      // A product of ours without RFID in the catalogue is somebody else's tag with a GTIN we also sell: not ours to stop.
      return found && found.product.rfidCompanyPrefixDigits !== null ? [{ epc, productId: found.product.id, names: found.product.names }] : [];
    });
    const sounding = unpaid.length > 0 ? parts.alarm(gateId, ALARM_MS) : Promise.resolve();
    if (unpaid.length > 0) {
      alarms = [{ atMs: parts.nowMs(), gateId, unpaid: unpaid.map(({ epc, names }) => ({ epc, names })) }, ...alarms].slice(0, KEPT_ALARMS);
      parts.onChanged();
    }
    const known = epcs.some((epc) => prepared(parts.connection, 'SELECT 1 FROM tagged_item WHERE epc = ?').get(epc) !== undefined);
    await Promise.all([
      sounding,
      parts.journal.record(STORE_TERMINAL, 'epcs-left', {
        gateId, decision: unpaid.length > 0 ? 'alarm' : known ? 'paid' : 'unknown-tags', epcs: [...epcs], unpaid: unpaid.map(({ epc, productId }) => ({ epc, productId })),
      }),
    ]);
  }

  return {
    crossed: (gateId: string, epcs: readonly string[]): void => void crossed(gateId, epcs).catch((error: unknown) => parts.onTrouble('gate-crossed', error)),
    alarms: (): AttendantView['gateAlarms'] => alarms,
  };
}
export type GateWatch = ReturnType<typeof openGateWatch>;
