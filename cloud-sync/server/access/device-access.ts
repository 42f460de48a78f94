import { fail, ok, type Result } from 'retail-model/result.ts';
import { serverProofText, sessionText, wireBounds, type WireRefusal } from 'retail-model/replication/wire.ts';
import type { z } from 'zod';
import type { enrolAnswer, enrolRequest, sessionAnswer, sessionRequest } from 'retail-model/replication/wire.ts';
import type { Words } from 'retail-model/text/words.ts';
import type { CloudStorage } from '../storage/cloud-storage.ts';
import { isSignedBy, type SigningKey } from './ed25519.ts';
import { normalisedCode, readableCode } from './one-use-code.ts';

const CODE_LIFE_MS = 24 * 3600_000;
const CHALLENGE_LIFE_MS = 60_000;
/** Open challenges of one device; more are refused until they lapse. */
const CHALLENGE_BOUND = 20;

export interface DeviceAccessParts {
  readonly storage: CloudStorage;
  readonly serverKey: SigningKey;
  readonly databaseEpoch: string;
  readonly sha256Hex: (text: string) => string;
  readonly random: (bytes: number) => Uint8Array;
  readonly newId: () => string;
  readonly nowMs: () => number;
}
export interface DeviceSession { readonly deviceId: string; readonly storeId: string }
type Refused = Extract<WireRefusal, { kind: 'unknown-code' | 'unknown-device' | 'device-revoked' | 'bad-signature' | 'no-session' }>;

/**
 * Which appliance is which store. A one-use code becomes a key of the device's own; a session is opened by signing a challenge,
 * so no clock is trusted and nothing secret is ever sent. Revoking a device ends its sessions at once.
 */
export function openDeviceAccess({ storage, serverKey, databaseEpoch, sha256Hex, random, newId, nowMs }: DeviceAccessParts) {
  const { db } = storage;
  const secret = () => Buffer.from(random(32)).toString('base64url');
  const codeHash = (code: string) => sha256Hex(`enrolment:${normalisedCode(code)}`);

  return {
    /** The code is shown once and never stored. The store must exist. */
    async createEnrolmentCode(storeId: string): Promise<{ readonly code: string; readonly expiresAtMs: number }> {
      const code = readableCode(random);
      const expiresAtMs = nowMs() + CODE_LIFE_MS;
      await db.insertInto('enrolmentCodes').values({ codeId: newId(), codeHash: codeHash(code), storeId, createdAtMs: nowMs(), expiresAtMs, withdrawnAtMs: null, usedByKey: null, deviceId: null }).execute();
      return { code, expiresAtMs };
    },

    /** Exchanges a code for a device. The same code with the same key again gives the same device: an answer may be lost on the way. */
    async enrol({ code, publicKey, deviceName }: z.infer<typeof enrolRequest>): Promise<Result<z.infer<typeof enrolAnswer>, Refused>> {
      return storage.write(async (transaction) => {
        const found = await transaction.selectFrom('enrolmentCodes').innerJoin('stores', 'stores.storeId', 'enrolmentCodes.storeId')
          .select(['codeId', 'enrolmentCodes.storeId', 'namesText', 'expiresAtMs', 'withdrawnAtMs', 'usedByKey', 'deviceId']).where('codeHash', '=', codeHash(code)).executeTakeFirst();
        if (found === undefined || found.withdrawnAtMs !== null || (found.usedByKey !== null && found.usedByKey !== publicKey)) return fail({ kind: 'unknown-code' });
        const answer = (deviceId: string) => ok({ storeId: found.storeId, storeNames: JSON.parse(found.namesText) as Words, deviceId, serverPublicKey: serverKey.publicKey, databaseEpoch });
        if (found.deviceId !== null) return answer(found.deviceId);
        if (found.expiresAtMs < nowMs()) return fail({ kind: 'unknown-code' });
        const deviceId = newId();
        const taken = await transaction.updateTable('enrolmentCodes').set({ usedByKey: publicKey, deviceId }).where('codeId', '=', found.codeId).where('usedByKey', 'is', null).executeTakeFirst();
        if (Number(taken.numUpdatedRows) !== 1) return fail({ kind: 'unknown-code' });
        await transaction.insertInto('devices').values({ deviceId, storeId: found.storeId, deviceName, publicKey, enrolledAtMs: nowMs(), lastSeenMs: null, revokedAtMs: null }).execute();
        return answer(deviceId);
      });
    },

    async challenge(deviceId: string): Promise<Result<string, Refused>> {
      await db.deleteFrom('challenges').where('expiresAtMs', '<', nowMs()).execute();
      const device = await db.selectFrom('devices').select('revokedAtMs').where('deviceId', '=', deviceId).executeTakeFirst();
      if (device === undefined) return fail({ kind: 'unknown-device' });
      if (device.revokedAtMs !== null) return fail({ kind: 'device-revoked' });
      const open = await db.selectFrom('challenges').select((select) => select.fn.countAll<number>().as('count')).where('deviceId', '=', deviceId).executeTakeFirstOrThrow();
      if (Number(open.count) >= CHALLENGE_BOUND) await db.deleteFrom('challenges').where('deviceId', '=', deviceId).execute();
      const challenge = secret();
      await db.insertInto('challenges').values({ challengeHash: sha256Hex(challenge), deviceId, expiresAtMs: nowMs() + CHALLENGE_LIFE_MS }).execute();
      return ok(challenge);
    },

    /** A challenge opens one session, once. */
    async openSession({ deviceId, challenge, nonce, signature }: z.infer<typeof sessionRequest>): Promise<Result<z.infer<typeof sessionAnswer>, Refused>> {
      const used = await db.deleteFrom('challenges').where('challengeHash', '=', sha256Hex(challenge)).where('deviceId', '=', deviceId).where('expiresAtMs', '>=', nowMs()).executeTakeFirst();
      const device = await db.selectFrom('devices').selectAll().where('deviceId', '=', deviceId).executeTakeFirst();
      if (device === undefined) return fail({ kind: 'unknown-device' });
      if (device.revokedAtMs !== null) return fail({ kind: 'device-revoked' });
      if (Number(used.numDeletedRows) !== 1 || !isSignedBy(device.publicKey, sessionText(deviceId, challenge, nonce), signature)) return fail({ kind: 'bad-signature' });
      const token = secret();
      const now = nowMs();
      await db.deleteFrom('deviceSessions').where('expiresAtMs', '<', now).execute();
      await db.insertInto('deviceSessions').values({ tokenHash: sha256Hex(token), deviceId, storeId: device.storeId, expiresAtMs: now + wireBounds.sessionMs }).execute();
      await db.updateTable('devices').set({ lastSeenMs: now }).where('deviceId', '=', deviceId).execute();
      return ok({ token, expiresInMs: wireBounds.sessionMs, storeId: device.storeId, databaseEpoch, serverSignature: serverKey.sign(serverProofText(nonce, databaseEpoch)), serverNowMs: now });
    },

    async sessionOf(token: string): Promise<DeviceSession | null> {
      const session = await db.selectFrom('deviceSessions').select(['deviceId', 'storeId']).where('tokenHash', '=', sha256Hex(token)).where('expiresAtMs', '>=', nowMs()).executeTakeFirst();
      return session ?? null;
    },

    /** False: there is no such device. */
    async revoke(deviceId: string): Promise<boolean> {
      return storage.write(async (transaction) => {
        const revoked = await transaction.updateTable('devices').set((column) => ({ revokedAtMs: column.fn.coalesce('revokedAtMs', column.val(nowMs())) })).where('deviceId', '=', deviceId).executeTakeFirst();
        await transaction.deleteFrom('deviceSessions').where('deviceId', '=', deviceId).execute();
        return Number(revoked.numUpdatedRows) === 1;
      });
    },
  };
}
export type DeviceAccess = ReturnType<typeof openDeviceAccess>;
