import { z } from 'zod';
import { byteRow, type LinkedRow } from '../catalog-row.ts';
import { plainSerialSettings, type SerialSettings } from '../links/link-address.ts';
import { casFrameProtocol } from './cas-frame-codec.ts';
import { hidScaleProtocol, scaleUsagePage } from './hid-scale-codec.ts';
import { mtSicsProtocol } from './mt-sics-codec.ts';
import { nciProtocol } from './nci-codec.ts';
import { profileProtocol, scaleProfileSchema, type ScaleProfile } from './profile-codec.ts';
import { openScaleDriver, type ScaleDriver, type WeightEvent } from './scale-driver.ts';
import { stGsTextProtocol } from './st-gs-text-codec.ts';
import { toledo8217Protocol } from './toledo-8217-codec.ts';
import type { ScaleProtocol } from './weight-reading.ts';

/** How often a scale is asked, and how long it may say nothing before it counts as gone. */
export const scalePacing = { pollIntervalMs: z.int().min(20).max(5_000), livenessTimeoutMs: z.int().min(200).max(60_000) };
export const usualScalePacing = { pollIntervalMs: 100, livenessTimeoutMs: 2_000 };

const plainSchema = z.strictObject(scalePacing);
const toledoSchema = z.strictObject({ ...scalePacing, unit: z.enum(['kg', 'lb']) });
const stGsSchema = z.strictObject({ ...scalePacing, impliedDecimals: z.int().min(0).max(6).nullable(), requestHex: z.string().regex(/^([0-9a-fA-F]{2})+$/).max(64).nullable() });
const profileSchema = z.strictObject({ ...scalePacing, profile: scaleProfileSchema });

export interface ScaleShape<Options extends object> { readonly category: 'Scale'; readonly event: WeightEvent; readonly driver: ScaleDriver; readonly options: Options }
export interface ScaleShapes {
  readonly 'scale-mt-sics': ScaleShape<z.infer<typeof plainSchema>>;
  readonly 'scale-8217': ScaleShape<z.infer<typeof toledoSchema>>;
  readonly 'scale-cas': ScaleShape<z.infer<typeof plainSchema>>;
  readonly 'scale-ad-cas-text': ScaleShape<z.infer<typeof stGsSchema>>;
  readonly 'scale-nci': ScaleShape<z.infer<typeof plainSchema>>;
  readonly 'scale-hid': ScaleShape<z.infer<typeof plainSchema>>;
  readonly 'scale-profile': ScaleShape<z.infer<typeof profileSchema>>;
}

const sevenEven: SerialSettings = { baud: 9600, dataBits: 7, parity: 'even', stopBits: 1 };
const cables: LinkedRow<ScaleShape<object>>['links'] = ['serial', 'tcp'];
const usb: LinkedRow<ScaleShape<object>>['links'] = ['hid', 'hid-path', 'unix'];

/** A place to begin: lines as 'ST 0.735 kg' that the scale sends by itself. */
const exampleProfile: ScaleProfile = {
  pattern: '^(?:(?<stable>ST)|(?<unstable>US))\\s+(?<sign>[+-]?)\\s*(?<weight>\\d+\\.\\d+)\\s*(?<unit>kg|g)$',
  unit: 'kg', impliedDecimals: 0, terminatorHex: '0d0a', requestHex: null, zeroHex: null, tareHex: null,
};

/** A scale of the catalogue: its name, its wire, and how it speaks. Drivers in files of their own use it too (docs/writing-a-driver.md). */
export const scaleRow = <Options extends { readonly pollIntervalMs: number; readonly livenessTimeoutMs: number }>(
  protocol: string,
  plan: Pick<LinkedRow<ScaleShape<Options>>, 'names' | 'links' | 'serialDefaults' | 'defaults'> & { readonly schema: z.ZodType<Options>; readonly speak: (options: Options) => ScaleProtocol },
): LinkedRow<ScaleShape<Options>> => {
  const { speak, ...facts } = plan;
  return byteRow<ScaleShape<Options>>({
    ...facts, category: 'Scale',
    openOn: (parts, address, options) =>
      openScaleDriver(parts, parts.openByteLink(address, scaleUsagePage), speak(options), { protocolName: protocol, pollIntervalMs: options.pollIntervalMs, livenessTimeoutMs: options.livenessTimeoutMs }),
  });
};

export const scaleRows: { readonly [protocol in keyof ScaleShapes]: LinkedRow<ScaleShapes[protocol]> } = {
  'scale-mt-sics': scaleRow('scale-mt-sics', { names: { 'zh-CN': '梅特勒-托利多 MT-SICS 电子秤', en: 'Mettler-Toledo scale, MT-SICS' }, links: cables, serialDefaults: plainSerialSettings, defaults: usualScalePacing, schema: plainSchema, speak: () => mtSicsProtocol }),
  'scale-8217': scaleRow('scale-8217', { names: { 'zh-CN': '托利多 8217 电子秤', en: 'Toledo scale, 8217' }, links: cables, serialDefaults: sevenEven, defaults: { ...usualScalePacing, unit: 'kg' }, schema: toledoSchema, speak: ({ unit }) => toledo8217Protocol(unit) }),
  'scale-cas': scaleRow('scale-cas', { names: { 'zh-CN': 'CAS / OS2 电子秤', en: 'CAS scale, framed' }, links: cables, serialDefaults: plainSerialSettings, defaults: usualScalePacing, schema: plainSchema, speak: () => casFrameProtocol }),
  'scale-ad-cas-text': scaleRow('scale-ad-cas-text', {
    names: { 'zh-CN': 'ST,GS 文本电子秤（A&D、CAS）', en: 'Scale with ST,GS text (A&D, CAS)' }, links: cables, serialDefaults: plainSerialSettings,
    defaults: { ...usualScalePacing, impliedDecimals: null, requestHex: null }, schema: stGsSchema,
    speak: ({ impliedDecimals, requestHex }) => stGsTextProtocol({ impliedDecimals, request: requestHex === null ? null : Buffer.from(requestHex, 'hex') }),
  }),
  'scale-nci': scaleRow('scale-nci', { names: { 'zh-CN': 'NCI / Weigh-Tronix 电子秤', en: 'NCI / Weigh-Tronix scale, SCP-01' }, links: cables, serialDefaults: sevenEven, defaults: usualScalePacing, schema: plainSchema, speak: () => nciProtocol }),
  'scale-hid': scaleRow('scale-hid', { names: { 'zh-CN': 'USB 电子秤（HID）', en: 'USB scale, HID' }, links: usb, serialDefaults: plainSerialSettings, defaults: { ...usualScalePacing, livenessTimeoutMs: 5_000 }, schema: plainSchema, speak: () => hidScaleProtocol }),
  'scale-profile': scaleRow('scale-profile', { names: { 'zh-CN': '其他电子秤（按规则读取）', en: 'Other scale, read by a pattern' }, links: cables, serialDefaults: plainSerialSettings, defaults: { ...usualScalePacing, profile: exampleProfile }, schema: profileSchema, speak: ({ profile }) => profileProtocol(profile) }),
};
