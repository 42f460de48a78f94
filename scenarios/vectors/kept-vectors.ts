import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { PublishedVector } from 'hardware-drivers/published-vectors.ts';

/** A vector with its protocol. */
export interface NamedVector extends PublishedVector {
  readonly protocol: string;
}

const vectorSchema = z.object({
  id: z.string(), protocol: z.string().optional(), bytes_hex: z.string().optional(), hex: z.string().optional(), text: z.string().optional(), json: z.unknown().optional(),
  options: z.record(z.string(), z.unknown()).optional(), valid: z.boolean(), meaning: z.record(z.string(), z.unknown()).default({}), source: z.string().default(''),
});
const setSchema = z.record(z.string(), z.object({ vectors: z.array(vectorSchema) }));

/** Where the packages keep the published vectors of their protocols: sets by protocol, or one protocol's list in a file of its name. */
const keptSets = [
  'customer-counter/fixtures/people-vectors', 'receipt-printer/fixtures/published-escpos-vectors', 'rfid-reader/fixtures/llrp-vectors', 'rfid-reader/fixtures/mqtt-vectors',
  'rfid-reader/fixtures/serial-vectors', 'scale/fixtures/published-scale-vectors', 'scanner/fixtures/published-scanner-vectors', 'shelf-label-gateway/fixtures/label-vectors',
].map((name) => `hardware-drivers/${name}`);
const keptLists = [
  ...['ean-embedded', 'gs1-ai', 'gs1-check-digit', 'gs1-date', 'gs1-digital-link', 'scanner-aim'].map((name) => `retail-model/gs1/fixtures/${name}`),
  ...['epc-tds', 'epc-tds-v2'].map((name) => `retail-model/rfid/epc-fixtures/${name}`),
];

/** Every published vector that the repository keeps. */
export const readKeptVectors = (): readonly NamedVector[] => [
  ...keptSets.flatMap((name) => Object.entries(setSchema.parse(readJson(`${name}.json`))).flatMap(([protocol, { vectors }]) => vectors.map((vector) => named(vector, protocol)))),
  ...keptLists.flatMap((name) => z.array(vectorSchema).parse(readJson(`${name}.json`)).map((vector) => named(vector, name.slice(name.lastIndexOf('/') + 1)))),
];

/** The vectors of a file that holds one list, each naming its protocol. */
export const readVectorFile = (file: string): readonly NamedVector[] =>
  z.array(vectorSchema.extend({ protocol: z.string() })).parse(JSON.parse(readFileSync(file, 'utf8'))).map((vector) => named(vector, vector.protocol));

const readJson = (path: string): unknown => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));

const named = ({ bytes_hex, hex, text, json, options, ...facts }: z.infer<typeof vectorSchema>, protocol: string): NamedVector => {
  const bytes = bytes_hex ?? hex;
  return {
    ...facts, protocol,
    ...(bytes === undefined ? {} : { bytes_hex: bytes }), ...(text === undefined ? {} : { text }), ...(json === undefined ? {} : { json }), ...(options === undefined ? {} : { options }),
  };
};
