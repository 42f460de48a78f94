import { z } from 'zod';
import { byteRow, type LinkedRow } from '../catalog-row.ts';
import { plainSerialSettings } from '../links/link-address.ts';
import { openLlrpReader, type LlrpReaderOptions } from '../rfid-reader/llrp/llrp-reader.ts';
import { llrpOptionsSchema, usualLlrpOptions } from '../rfid-reader/rfid-rows.ts';
import { openExitGate, type ExitGate, type ExitGateEvent, type ExitGateOptions } from './exit-gate.ts';
import { usualGateWatch } from './gate-watch.ts';

export interface ExitGateSettings extends ExitGateOptions {
  readonly reader: LlrpReaderOptions;
}
export interface ExitGateShape { readonly category: 'Gate'; readonly event: ExitGateEvent; readonly driver: ExitGate; readonly options: ExitGateSettings }

const port = z.int().min(1).max(16);
const exitGateSchema: z.ZodType<ExitGateSettings> = z.strictObject({
  watch: z.strictObject({
    photoEye: z.strictObject({ inner: port, outer: port.nullable(), brokenIs: z.enum(['active', 'inactive']) }).nullable(),
    beforeMs: z.int().min(0).max(10_000), afterMs: z.int().min(0).max(10_000), decideAfterMs: z.int().min(0).max(5_000), minRssiDbm: z.number().min(-100).max(0), ambientAfterMs: z.int().min(1_000).max(600_000),
  }),
  lampPort: port.nullable(), buzzerPort: port.nullable(), tickMs: z.int().min(5).max(1_000), reader: llrpOptionsSchema,
});

/** A reader with a photo-eye on input 1, lamp and buzzer on outputs 1 and 2. Session 1 lets a tag that was told rest. */
export const exitGateRow: LinkedRow<ExitGateShape> = byteRow<ExitGateShape>({
  category: 'Gate', names: { 'zh-CN': '出口防盗门（LLRP 读写器）', en: 'Exit gate on an LLRP reader' }, links: ['tcp'], serialDefaults: plainSerialSettings,
  defaults: { watch: { ...usualGateWatch, photoEye: { inner: 1, outer: null, brokenIs: 'active' } }, lampPort: 1, buzzerPort: 2, tickMs: 25, reader: { ...usualLlrpOptions, session: 1 } },
  schema: exitGateSchema,
  openOn: (parts, address, { reader, ...options }) => openExitGate(parts, (readerParts) => openLlrpReader(readerParts, parts.openByteLink(address, null), reader), options),
});
