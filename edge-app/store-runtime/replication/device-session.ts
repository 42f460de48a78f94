import type { KeyObject } from 'node:crypto';
import { challengeAnswer, serverProofText, sessionAnswer, sessionText } from 'retail-model/replication/wire.ts';
import { fail, ok, type Result } from 'retail-model/result.ts';
import { isSignedBy, signText } from './device-key.ts';
import type { Enrolment } from './enrolment.ts';
import { askHeadOffice, type RequestFailure } from './head-office-requests.ts';

export interface DeviceSession { readonly token: string; readonly databaseEpoch: string }
export type SessionFailure = RequestFailure | { readonly kind: 'not-our-head-office' };

/** Opens a session by signing head office's challenge, and makes it sign ours: each side knows the other, and no clock was asked. */
export async function openDeviceSession(origin: string, enrolment: Enrolment, devicePrivateKey: KeyObject, randomBytes: (size: number) => Uint8Array, signal: AbortSignal): Promise<Result<DeviceSession, SessionFailure>> {
  const { deviceId, serverPublicKey } = enrolment;
  const challenged = await askHeadOffice(origin, '/session/challenge', { deviceId }, challengeAnswer, { token: null, signal });
  if (!challenged.ok) return challenged;
  const { challenge } = challenged.value;
  const nonce = Buffer.from(randomBytes(32)).toString('base64url');
  const signature = signText(devicePrivateKey, sessionText(deviceId, challenge, nonce));
  const opened = await askHeadOffice(origin, '/session', { deviceId, challenge, nonce, signature }, sessionAnswer, { token: null, signal });
  if (!opened.ok) return opened;
  const { token, databaseEpoch, serverSignature } = opened.value;
  return isSignedBy(serverPublicKey, serverProofText(nonce, databaseEpoch), serverSignature) ? ok({ token, databaseEpoch }) : fail({ kind: 'not-our-head-office' });
}
