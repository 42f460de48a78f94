import type { OpenByteLink } from '../../byte-link.ts';
import { holdConversation } from '../../conversation.ts';
import { PosError, type DeviceDriver, type DeviceParts } from '../../device-driver.ts';
import type { RfidReaderEvent } from '../rfid-reader-event.ts';
import { llrpCapabilitiesOf, nearestPower, type LlrpCapabilities } from './llrp-capabilities.ts';
import { llrpChild, type LlrpMessage } from './llrp-codec.ts';
import { inventorySpec, inventorySpecId, readerSettings, tidAccessSpec, tidAccessSpecId, type LlrpInventoryPlan } from './llrp-inventory.ts';
import { openLlrpSession, type LlrpSession } from './llrp-session.ts';

export interface LlrpReaderOptions extends LlrpInventoryPlan {
  /** How often the reader must show life. Three times that without a word and it counts as offline. */
  readonly keepaliveMs: number;
}

export interface LlrpReader extends DeviceDriver {
  /** What the reader said of itself; null until it was connected once. */
  capabilities(): LlrpCapabilities | null;
  /** Sets a general-purpose output (lamp, buzzer); ports count from 1. */
  setOutput(port: number, on: boolean): Promise<void>;
  /** The nearest power of the reader's own table, which is then in force; rejects with E_ILLEGAL when it has no table. */
  setPowerDbm(powerDbm: number): Promise<{ readonly powerDbm: number }>;
}

/**
 * A fixed reader over LLRP 1.0.1 (TCP 5084). It reads as long as it is open; specifications of earlier clients are deleted.
 * Liveness is the reader's own KEEPALIVE.
 */
export const openLlrpReader = (parts: DeviceParts<RfidReaderEvent>, openLink: OpenByteLink, options: LlrpReaderOptions): LlrpReader => {
  let plan: LlrpInventoryPlan = options;
  let capabilities: LlrpCapabilities | null = null;
  let session: LlrpSession | null = null;
  let stopping = false;
  const activeInputs = new Set<number>();

  const inputIs = (port: number, active: boolean): void => {
    if (activeInputs.has(port) === active) return;
    if (active) activeInputs.add(port);
    else activeInputs.delete(port);
    parts.onEvent({ kind: 'input-changed', deviceId: parts.deviceId, port, active, changedAtMs: parts.nowMs() });
  };

  const startInventory = async (current: LlrpSession): Promise<void> => {
    await current.ask('DELETE_ROSPEC', { ROSpecID: 0 });
    // A leftover access specification of another client could write to tags.
    await current.ask('DELETE_ACCESSSPEC', { AccessSpecID: 0 });
    await current.ask('ADD_ROSPEC', {}, [inventorySpec(plan, capabilities!)]);
    if (plan.readTid) {
      await current.ask('ADD_ACCESSSPEC', {}, [tidAccessSpec()]);
      await current.ask('ENABLE_ACCESSSPEC', { AccessSpecID: tidAccessSpecId });
    }
    await current.ask('ENABLE_ROSPEC', { ROSpecID: inventorySpecId });
    await current.ask('START_ROSPEC', { ROSpecID: inventorySpecId });
  };

  const readInputs = async (current: LlrpSession): Promise<void> => {
    const config = await current.ask('GET_READER_CONFIG', { RequestedData: requestedInputs });
    for (const port of config.parameters) {
      if (port.name === 'GPIPortCurrentState') inputIs(Number(port.fields['GPIPortNum']), port.fields['State'] === inputHigh);
    }
  };

  const conversation = holdConversation({
    parts, category: 'RFIDScanner', protocol: 'rfid-llrp', openLink, livenessTimeoutMs: 3 * options.keepaliveMs,
    begin: wire => {
      const readerEvent = (message: LlrpMessage): void => {
        const data = llrpChild(message, 'ReaderEventNotificationData');
        const input = data && llrpChild(data, 'GPIEvent');
        if (input) inputIs(Number(input.fields['GPIPortNumber']), input.fields['GPIEvent'] === 1);
        const antenna = data && llrpChild(data, 'AntennaEvent');
        if (antenna) {
          const lost = antenna.fields['EventType'] === 0;
          wire.setTrouble(lost ? { code: 'E_EXTENDED', extended: 'antenna-disconnected', detail: `Antenna ${String(antenna.fields['AntennaID'])} is disconnected` } : null);
        }
        const exception = data && llrpChild(data, 'ReaderExceptionEvent');
        if (exception) wire.setTrouble({ code: 'E_EXTENDED', extended: 'reader-exception', detail: String(exception.fields['Message']) });
      };
      const current = openLlrpSession(wire, parts.wait, {
        readerEvent,
        tagsRead: reads => {
          const readAtMs = parts.nowMs();
          for (const read of reads) {
            parts.onEvent({ kind: 'tag-read', deviceId: parts.deviceId, epc: read.epc, antenna: read.antenna ?? 0, rssiDbm: read.rssiDbm, readAtMs, tid: read.tid });
          }
        },
      });
      return {
        received: current.received,
        run: async () => {
          await current.untilAccepted();
          if (stopping) return;
          capabilities = llrpCapabilitiesOf(await current.ask('GET_READER_CAPABILITIES', { RequestedData: everything }));
          await current.ask('SET_READER_CONFIG', {}, readerSettings(options.keepaliveMs, capabilities.inputCount));
          await startInventory(current);
          if (capabilities.inputCount > 0) await readInputs(current);
          session = current;
        },
        ended: () => { session = null; },
      };
    },
  });

  const inSession = <T>(verb: (current: LlrpSession) => Promise<T>): Promise<T> =>
    conversation.during(wire => wire.takeTurn(() => {
      if (!session) throw new PosError('E_OFFLINE', `${parts.deviceId} is still being set up.`);
      return verb(session);
    }));

  return {
    status: conversation.status,
    capabilities: () => capabilities,
    setOutput: (port, on) => inSession(async current => {
      if (port < 1 || port > capabilities!.outputCount) {
        throw new PosError('E_ILLEGAL', `${parts.deviceId} has outputs 1 to ${capabilities!.outputCount}, not ${port}.`);
      }
      await current.ask('SET_READER_CONFIG', {}, [{ name: 'GPOWriteData', fields: { GPOPortNumber: port, GPOData: on ? 1 : 0 } }]);
    }),
    setPowerDbm: powerDbm => inSession(async current => {
      const nearest = nearestPower(capabilities!, powerDbm);
      if (!nearest) throw new PosError('E_ILLEGAL', `${parts.deviceId} lists no transmit powers.`);
      plan = { ...plan, powerDbm: nearest.powerDbm };
      await startInventory(current);
      return { powerDbm: nearest.powerDbm };
    }),
    checkHealth: async () => {
      try {
        const config = await inSession(current => current.ask('GET_READER_CONFIG', { RequestedData: everything }));
        const antennas = config.parameters.filter(one => one.name === 'AntennaProperties');
        const connected = antennas.filter(one => one.fields['AntennaConnected'] === 1).map(one => String(one.fields['AntennaID']));
        const findings = [
          `firmware ${capabilities?.firmware ?? 'unknown'}, ${capabilities?.antennaCount ?? 0} antennas, ${capabilities?.outputCount ?? 0} outputs`,
          antennas.length === 0 ? 'the reader does not tell which antennas are connected' : `connected antennas: ${connected.join(' ') || 'none'}`,
        ];
        return { healthy: antennas.length === 0 || connected.length > 0, findings };
      } catch (error) {
        return { healthy: false, findings: [error instanceof Error ? error.message : String(error)] };
      }
    },
    close: async () => {
      stopping = true;
      const goodbye = inSession(async current => {
        await current.ask('DELETE_ROSPEC', { ROSpecID: 0 });
        await current.ask('CLOSE_CONNECTION');
      });
      // A reader that does not answer its goodbye does not keep us.
      const patience = new AbortController();
      await Promise.race([goodbye, parts.wait(goodbyeTimeoutMs, patience.signal)]).catch(() => undefined);
      patience.abort();
      await conversation.close();
    },
  };
};

/** RequestedData of GET_READER_CAPABILITIES and GET_READER_CONFIG: 0 is all; 9 the inputs (§12.2.1). */
const everything = 0;
const requestedInputs = 9;
const inputHigh = 1;
const goodbyeTimeoutMs = 1_000;
