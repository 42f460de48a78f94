import { fail, ok, type Result } from 'retail-model/result.ts';
import type { z } from 'zod';
import type { OpenByteLink } from './byte-link.ts';
import type { DeviceCategory, DeviceDriver, DeviceParts } from './device-driver.ts';
import { parseLinkAddress, type ByteLinkAddress, type LinkAddress, type LinkAddressError, type MqttAddress, type SerialSettings } from './links/link-address.ts';

/** Why a configured device cannot be opened. `message` is for the engineer, in English; `kind` is what a screen translates. */
export interface OpenDriverError {
  readonly kind: LinkAddressError['kind'] | 'wrong-link' | 'bad-options' | 'unknown-protocol';
  readonly message: string;
}

/** What a protocol's driver tells, offers and can be set to. Drivers of one category tell and offer the same. */
export interface DriverShape {
  readonly category: DeviceCategory;
  readonly event: object;
  readonly driver: DeviceDriver;
  readonly options: object;
}

/** What a driver of the catalogue is given. */
export interface CatalogParts<Event> extends DeviceParts<Event> {
  /** Opens the wire that an address names; `openByteLink` of links/open-link.ts, or a link that is tapped or replayed. */
  readonly openByteLink: (address: ByteLinkAddress, hidUsagePage: number | null) => OpenByteLink;
  /** For devices behind an MQTT broker; null where the broker asks for none. */
  readonly brokerAccount: { readonly username: string; readonly password: string } | null;
}

interface RowFacts<Shape extends DriverShape> {
  readonly category: Shape['category'];
  readonly names: { readonly 'zh-CN': string; readonly en: string };
  /** Every option with the value that fits most devices. */
  readonly defaults: Shape['options'];
}

/** A driver with a link of its own, on whatever the address names. */
export interface LinkedRow<Shape extends DriverShape> extends RowFacts<Shape> {
  readonly attachment: 'link';
  readonly links: readonly LinkAddress['link'][];
  /** How the device is set when it leaves the factory: what the address leaves out. */
  readonly serialDefaults: SerialSettings;
  /** `options` may leave out whatever shall stay at its default. */
  open(parts: CatalogParts<Shape['event']>, address: string, options: unknown): Result<Shape['driver'], OpenDriverError>;
}

/** A driver that rides on another device. */
export interface RidingRow<Shape extends DriverShape, Host> extends RowFacts<Shape> {
  readonly attachment: 'rides';
  readonly ridesOn: string;
  open(parts: CatalogParts<Shape['event']>, host: Host, options: unknown): Result<Shape['driver'], OpenDriverError>;
}

type RowPlan<Shape extends DriverShape, Address> = Omit<LinkedRow<Shape>, 'attachment' | 'open'> & {
  readonly schema: z.ZodType<Shape['options']>;
  readonly openOn: (parts: CatalogParts<Shape['event']>, address: Address, options: Shape['options']) => Shape['driver'];
};

/** A row for a driver over bytes: serial, TCP, HID or a Unix socket. */
export const byteRow = <Shape extends DriverShape>(plan: RowPlan<Shape, ByteLinkAddress>): LinkedRow<Shape> =>
  linkedRow(plan, (address) => (address.link === 'mqtt' ? null : address));

/** A row for a driver behind an MQTT broker. */
export const messageRow = <Shape extends DriverShape>(plan: RowPlan<Shape, MqttAddress>): LinkedRow<Shape> =>
  linkedRow(plan, (address) => (address.link === 'mqtt' ? address : null));

/** A row for a driver that rides on the driver `ridesOn`. */
export const ridingRow = <Shape extends DriverShape, Host>(
  plan: Omit<RidingRow<Shape, Host>, 'attachment' | 'open'> & {
    readonly schema: z.ZodType<Shape['options']>;
    readonly openOn: (parts: CatalogParts<Shape['event']>, host: Host, options: Shape['options']) => Shape['driver'];
  },
): RidingRow<Shape, Host> => {
  const { schema, openOn, ...facts } = plan;
  return {
    ...facts, attachment: 'rides',
    open: (parts, host, options) => {
      const chosen = readOptions(schema, facts.defaults, options);
      return chosen.ok ? ok(openOn(parts, host, chosen.value)) : chosen;
    },
  };
};

const linkedRow = <Shape extends DriverShape, Address>(plan: RowPlan<Shape, Address>, narrow: (address: LinkAddress) => Address | null): LinkedRow<Shape> => {
  const { schema, openOn, ...facts } = plan;
  return {
    ...facts, attachment: 'link',
    open: (parts, text, options) => {
      const address = parseLinkAddress(text, facts.serialDefaults);
      if (!address.ok) return address;
      const narrowed = facts.links.includes(address.value.link) ? narrow(address.value) : null;
      if (narrowed === null) return fail({ kind: 'wrong-link', message: `${facts.names.en} is not reached by ${text}, but by ${facts.links.join(', ')}.` });
      const chosen = readOptions(schema, facts.defaults, options);
      return chosen.ok ? ok(openOn(parts, narrowed, chosen.value)) : chosen;
    },
  };
};

const readOptions = <Options extends object>(schema: z.ZodType<Options>, defaults: Options, given: unknown): Result<Options, OpenDriverError> => {
  if (given !== null && given !== undefined && typeof given !== 'object') return fail({ kind: 'bad-options', message: 'The options of a device are an object.' });
  const parsed = schema.safeParse({ ...defaults, ...given });
  if (parsed.success) return ok(parsed.data);
  return fail({ kind: 'bad-options', message: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ') });
};
