import { z } from 'zod';
import { byteRow } from 'hardware-drivers/catalog-row.ts';
import { cutLine, openFrameDecoder, printableAscii, type FrameDecoder } from 'hardware-drivers/frame-decoder.ts';
import { plainSerialSettings } from 'hardware-drivers/links/link-address.ts';
import type { IdentifiedText } from 'hardware-drivers/scanner/aim-identifier.ts';
import { openScannerDriver } from 'hardware-drivers/scanner/scanner-driver.ts';
import type { ScannerShape } from 'hardware-drivers/scanner/scanner-rows.ts';

/** Longer than any code that this scanner reads. */
const lineLimitBytes = 512;

/** `#E0 6901234567892`: symbology as in AIM identifiers, a blank, the code. Cite here the manual that says so. */
const pattern = /^#([A-Za-z][0-9A-Z]) ([\x20-\x7e]+)$/;

/** Anything but a code is null: it is counted and thrown away. */
const readLine = (line: Uint8Array): IdentifiedText | null => {
  const match = pattern.exec(printableAscii(line) ?? '');
  return match === null ? null : { aimId: `]${match[1]!}`, text: match[2]! };
};

export const openExampleDecoder = (): FrameDecoder<IdentifiedText> => openFrameDecoder(lineLimitBytes, cutLine(readLine));

/** What the configuration names: `"protocol": "scanner-example"`. */
export const driver = {
  protocol: 'scanner-example',
  row: byteRow<ScannerShape>({
    category: 'Scanner', names: { 'zh-CN': '示例扫码枪', en: 'Example scanner' }, links: ['serial', 'tcp'], serialDefaults: plainSerialSettings,
    defaults: { stutterMs: 150 }, schema: z.strictObject({ stutterMs: z.int().min(0).max(5_000) }),
    openOn: (parts, address, { stutterMs }) => openScannerDriver(parts, parts.openByteLink(address, null), { protocolName: 'scanner-example', stutterMs, openDecoder: openExampleDecoder }),
  }),
};
