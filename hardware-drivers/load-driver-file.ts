import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { fail, ok, type Result } from 'retail-model/result.ts';
import { z } from 'zod';
import { isDriverProtocol, type AnyRow } from './driver-catalog.ts';

/** A driver in a file of its own: the protocol as the configuration names it, and its row. */
export interface AddedDriver {
  readonly protocol: string;
  readonly row: AnyRow;
}
export interface DriverFileError {
  readonly kind: 'driver-file-unreadable' | 'no-driver-in-file' | 'protocol-taken';
  readonly message: string;
}

const isFunction = (value: unknown): boolean => typeof value === 'function';
const addedDriverSchema = z.object({
  protocol: z.string().regex(/^[a-z][a-z0-9-]{2,39}$/),
  row: z.looseObject({
    attachment: z.literal('link'), category: z.enum(['Scanner', 'Scale', 'RFIDScanner', 'POSPrinter', 'Gate', 'ElectronicLabel', 'SmartShelf']),
    names: z.object({ 'zh-CN': z.string().min(1), en: z.string().min(1) }), links: z.array(z.string()).min(1), open: z.custom<AnyRow['open']>(isFunction),
  }),
});

/**
 * Loads a file that exports `driver` (docs/writing-a-driver.md). It runs inside the store's process with all its rights:
 * name only files in the configuration that the shop trusts. A file may not replace a protocol of the catalogue.
 */
export const loadDriverFile = async (file: string): Promise<Result<AddedDriver, DriverFileError>> => {
  let loaded: { readonly driver?: unknown };
  try {
    loaded = (await import(pathToFileURL(path.resolve(file)).href)) as { readonly driver?: unknown };
  } catch (error) {
    return fail({ kind: 'driver-file-unreadable', message: `The driver file ${file} cannot be loaded: ${error instanceof Error ? error.message : String(error)}` });
  }
  const parsed = addedDriverSchema.safeParse(loaded.driver);
  if (!parsed.success) return fail({ kind: 'no-driver-in-file', message: `${file} exports no \`driver\`: ${parsed.error.issues.map((issue) => `${issue.path.join('.') || 'driver'}: ${issue.message}`).join('; ')}` });
  if (isDriverProtocol(parsed.data.protocol)) return fail({ kind: 'protocol-taken', message: `${file} brings "${parsed.data.protocol}", which there is already.` });
  return ok(loaded.driver as AddedDriver);
};

/** The drivers of several files by protocol. Throws with the reason of the first that cannot be used: a wrong configuration must not look like a missing device. */
export const loadDriverFiles = async (files: readonly string[]): Promise<ReadonlyMap<string, AnyRow>> => {
  const rows = new Map<string, AnyRow>();
  for (const file of files) {
    const loaded = await loadDriverFile(file);
    if (!loaded.ok) throw new Error(loaded.error.message);
    if (rows.has(loaded.value.protocol)) throw new Error(`${file} brings "${loaded.value.protocol}", which another driver file brings already.`);
    rows.set(loaded.value.protocol, loaded.value.row);
  }
  return rows;
};
