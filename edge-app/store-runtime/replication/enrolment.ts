import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { KeyObject } from 'node:crypto';
import { storeId } from 'retail-model/journal/entry.ts';
import { databaseEpoch, devicePublicKey, enrolAnswer } from 'retail-model/replication/wire.ts';
import { fail, ok, type Result } from 'retail-model/result.ts';
import { z } from 'zod';
import { rawPublicKey } from './device-key.ts';
import { askHeadOffice, type RequestFailure } from './head-office-requests.ts';

/** What this appliance knows of its head office: its key, not its address, so that it may move. Nothing in it is secret: the device's private key lies elsewhere. */
export const enrolment = z.object({ storeId, deviceId: z.string().min(1), serverPublicKey: devicePublicKey, databaseEpoch });
export type Enrolment = z.infer<typeof enrolment>;

export interface EnrolParts { readonly origin: string; readonly code: string; readonly deviceName: string; readonly devicePrivateKey: KeyObject; readonly storeId: string; readonly signal: AbortSignal }

/**
 * Exchanges a one-use code for this appliance's place at head office. Asked again with the same key, it gives the same device.
 * 'other-store': the code belongs to another store than this appliance is set up as.
 */
export async function enrolStore({ origin, code, deviceName, devicePrivateKey, storeId: expected, signal }: EnrolParts): Promise<Result<Enrolment, RequestFailure | { readonly kind: 'other-store'; readonly storeId: string }>> {
  const answer = await askHeadOffice(origin, '/enrol', { code, publicKey: rawPublicKey(devicePrivateKey), deviceName }, enrolAnswer, { token: null, signal });
  if (!answer.ok) return answer;
  const { storeId: given, deviceId, serverPublicKey, databaseEpoch: epoch } = answer.value;
  return given === expected ? ok({ storeId: given, deviceId, serverPublicKey, databaseEpoch: epoch }) : fail({ kind: 'other-store', storeId: given });
}

/** Null when there is none. Throws for a file that is no enrolment: a person must look, since a silent second enrolment would hide it. */
export function readEnrolment(file: string): Enrolment | null {
  if (!existsSync(file)) return null;
  const read = enrolment.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!read.success) throw new Error(`${file} does not hold an enrolment: remove it and enrol with a new code`, { cause: read.error });
  return read.data;
}

/** Whole or not at all: a power cut leaves the old one. */
export function writeEnrolment(file: string, value: Enrolment): void {
  writeFileSync(`${file}.new`, JSON.stringify(value, null, 2), { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
}
