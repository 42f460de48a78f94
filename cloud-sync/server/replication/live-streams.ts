import type { Response } from 'express';
import type { LivePoke } from 'retail-model/replication/wire.ts';
import type { DeviceSession } from '../access/device-access.ts';
import type { Change, Changes } from '../changes.ts';

/** Open streams in one process. */
const STREAM_BOUND = 5000;
/** Bytes that may wait in one stream's socket before it is closed: the store opens another and asks for everything. */
const BACKLOG_BYTES = 256 * 1024;

export interface LiveStreamParts { readonly changes: Changes; readonly databaseEpoch: string; readonly heartbeatMs: number }

/**
 * One stream of pokes per device: a newer one ends the older. It says which collection changed and never what,
 * since an event may overtake a commit with a lower sequence.
 */
export function openLiveStreams({ changes, databaseEpoch, heartbeatMs }: LiveStreamParts) {
  const streams = new Map<string, { readonly storeId: string; readonly response: Response }>();

  const say = (response: Response, poke: LivePoke) => {
    if (response.writableLength > BACKLOG_BYTES) response.destroy();
    else response.write(`data: ${JSON.stringify(poke)}\n\n`);
  };
  const hear = (change: Change) => {
    if (change.about === 'device-revoked') streams.get(change.deviceId)?.response.end();
    if (change.about !== 'documents') return;
    for (const { storeId, response } of streams.values()) if (change.storeIds === null || change.storeIds.includes(storeId)) say(response, { kind: 'poke', collection: change.collection });
  };
  const stopHearing = changes.watch(hear);
  const beat = setInterval(() => { for (const { response } of streams.values()) say(response, { kind: 'heartbeat' }); }, heartbeatMs);

  return {
    /** False: this process has as many streams as it may have. */
    open({ deviceId, storeId }: DeviceSession, response: Response): boolean {
      if (streams.size >= STREAM_BOUND) return false;
      streams.get(deviceId)?.response.end();
      response.status(200).set({ 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' }).flushHeaders();
      const stream = { storeId, response };
      streams.set(deviceId, stream);
      changes.tell({ about: 'store', storeId });
      response.on('close', () => {
        if (streams.get(deviceId) !== stream) return;
        streams.delete(deviceId);
        changes.tell({ about: 'store', storeId });
      });
      say(response, { kind: 'opened', epoch: databaseEpoch });
      return true;
    },
    isLive: (storeId: string): boolean => [...streams.values()].some((stream) => stream.storeId === storeId),
    count: () => streams.size,
    close(): void {
      clearInterval(beat);
      stopHearing();
      for (const { response } of streams.values()) response.end();
      streams.clear();
    },
  };
}
export type LiveStreams = ReturnType<typeof openLiveStreams>;
