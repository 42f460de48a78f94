import { fail, ok, type Result } from 'retail-model/result.ts';

export interface SerialSettings {
  readonly baud: number;
  readonly dataBits: 7 | 8;
  readonly parity: 'none' | 'even' | 'odd';
  readonly stopBits: 1 | 2;
}

/** What nearly every device is delivered with. */
export const plainSerialSettings: SerialSettings = { baud: 9600, dataBits: 8, parity: 'none', stopBits: 1 };

/** Modem lines to set after opening; `null` leaves the line as the system sets it. */
interface ModemLines {
  readonly dtr: boolean | null;
  readonly rts: boolean | null;
}

export type SerialAddress = { readonly link: 'serial'; readonly path: string; readonly settings: SerialSettings } & ModemLines;
export interface TcpAddress { readonly link: 'tcp'; readonly host: string; readonly port: number }
export interface HidAddress { readonly link: 'hid'; readonly vendorId: number; readonly productId: number; readonly serialNumber: string | null }
export interface HidPathAddress { readonly link: 'hid-path'; readonly path: string }
export interface UnixAddress { readonly link: 'unix'; readonly path: string }
export interface MqttAddress { readonly link: 'mqtt'; readonly host: string; readonly port: number }

/** Addresses of links that carry bytes. */
export type ByteLinkAddress = SerialAddress | TcpAddress | HidAddress | HidPathAddress | UnixAddress;
export type LinkAddress = ByteLinkAddress | MqttAddress;

/** `message` is for the engineer, in English; `kind` is what a screen translates. */
export interface LinkAddressError {
  readonly kind: 'unknown-link' | 'bad-port' | 'bad-serial-setting' | 'bad-hid-id' | 'missing-path';
  readonly message: string;
}

const mqttPort = 1883;

/**
 * Reads the address of a device as it stands in the configuration:
 * `serial:/dev/ttyUSB0?baud=9600&data=7&parity=even&stop=1&dtr=on`, `tcp:192.0.2.7:5084`, `hid:0c2e:0b61`, `hid:0c2e:0b61/SERIAL`,
 * `hid:/dev/hidraw0`, `unix:/run/scanner.sock`, `mqtt:127.0.0.1:1883`.
 * Serial settings that the address leaves out come from `serialDefaults`, which the protocol decides.
 */
export const parseLinkAddress = (text: string, serialDefaults: SerialSettings): Result<LinkAddress, LinkAddressError> => {
  const colon = text.indexOf(':');
  const scheme = colon < 0 ? '' : text.slice(0, colon);
  const rest = text.slice(colon + 1);
  switch (scheme) {
    case 'serial': return parseSerial(rest, serialDefaults);
    case 'tcp': return parseHostPort(rest, null, (host, port) => ({ link: 'tcp', host, port }));
    case 'mqtt': return parseHostPort(rest, mqttPort, (host, port) => ({ link: 'mqtt', host, port }));
    case 'hid': return parseHid(rest);
    case 'unix': return rest === '' ? fail({ kind: 'missing-path', message: `"${text}" names no socket.` }) : ok({ link: 'unix', path: rest });
    default:
      return fail({ kind: 'unknown-link', message: `"${text}" is no device address: it must begin with serial:, tcp:, hid:, unix: or mqtt:.` });
  }
};

/** The address as text, for messages and logs. Reads back to the same address. */
export const formatLinkAddress = (address: LinkAddress): string => {
  switch (address.link) {
    case 'serial': {
      const { baud, dataBits, parity, stopBits } = address.settings;
      const lines = `${formatLine('dtr', address.dtr)}${formatLine('rts', address.rts)}`;
      return `serial:${address.path}?baud=${baud}&data=${dataBits}&parity=${parity}&stop=${stopBits}${lines}`;
    }
    case 'tcp':
    case 'mqtt':
      return `${address.link}:${address.host.includes(':') ? `[${address.host}]` : address.host}:${address.port}`;
    case 'hid':
      return `hid:${formatId(address.vendorId)}:${formatId(address.productId)}${address.serialNumber === null ? '' : `/${address.serialNumber}`}`;
    case 'hid-path': return `hid:${address.path}`;
    case 'unix': return `unix:${address.path}`;
  }
};

const formatLine = (name: string, value: boolean | null): string => (value === null ? '' : `&${name}=${value ? 'on' : 'off'}`);
const formatId = (id: number): string => id.toString(16).padStart(4, '0');

const parseSerial = (rest: string, defaults: SerialSettings): Result<LinkAddress, LinkAddressError> => {
  const question = rest.indexOf('?');
  const path = question < 0 ? rest : rest.slice(0, question);
  if (path === '') return fail({ kind: 'missing-path', message: 'The serial address names no port.' });
  let settings = defaults;
  let lines: ModemLines = { dtr: null, rts: null };
  for (const [name, value] of new URLSearchParams(question < 0 ? '' : rest.slice(question + 1))) {
    const bad = fail({ kind: 'bad-serial-setting', message: `"${name}=${value}" is no serial setting (baud=300..4000000, data=7|8, parity=none|even|odd, stop=1|2, dtr=on|off, rts=on|off).` });
    if (name === 'baud' && /^\d{3,7}$/.test(value) && Number(value) >= 300 && Number(value) <= 4_000_000) settings = { ...settings, baud: Number(value) };
    else if (name === 'data' && (value === '7' || value === '8')) settings = { ...settings, dataBits: value === '7' ? 7 : 8 };
    else if (name === 'parity' && (value === 'none' || value === 'even' || value === 'odd')) settings = { ...settings, parity: value };
    else if (name === 'stop' && (value === '1' || value === '2')) settings = { ...settings, stopBits: value === '1' ? 1 : 2 };
    else if ((name === 'dtr' || name === 'rts') && (value === 'on' || value === 'off')) lines = { ...lines, [name]: value === 'on' };
    else return bad;
  }
  return ok({ link: 'serial', path, settings, ...lines });
};

const parseHostPort = (
  rest: string,
  defaultPort: number | null,
  build: (host: string, port: number) => LinkAddress,
): Result<LinkAddress, LinkAddressError> => {
  const match = /^(?:\[([0-9a-fA-F:.%]+)\]|([^:/?#\s]+))(?::(\d{1,5}))?$/.exec(rest);
  const host = match?.[1] ?? match?.[2];
  const port = match?.[3] === undefined ? defaultPort : Number(match[3]);
  if (host === undefined || port === null || port < 1 || port > 65_535) {
    return fail({ kind: 'bad-port', message: `"${rest}" is not host:port (as 192.0.2.7:5084 or [fe80::1]:5084).` });
  }
  return ok(build(host, port));
};

const parseHid = (rest: string): Result<LinkAddress, LinkAddressError> => {
  const ids = /^([0-9a-fA-F]{4}):([0-9a-fA-F]{4})(?:\/(.+))?$/.exec(rest);
  if (ids !== null) {
    return ok({ link: 'hid', vendorId: parseInt(ids[1]!, 16), productId: parseInt(ids[2]!, 16), serialNumber: ids[3] ?? null });
  }
  if (rest.startsWith('/') || rest.startsWith('\\\\')) return ok({ link: 'hid-path', path: rest });
  return fail({ kind: 'bad-hid-id', message: `"${rest}" is neither vendor:product in four hexadecimal digits each (0c2e:0b61) nor a path (/dev/hidraw0).` });
};
