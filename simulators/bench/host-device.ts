import { unreachable } from 'retail-model/result.ts';
import { simulatePaymentProvider } from '../payment/payment-provider.ts';
import { simulateZvtTerminal } from '../payment-terminal/zvt-terminal.ts';
import { simulateEscposPrinter } from '../receipt-printer/escpos-printer.ts';
import { simulateExitGate } from '../rfid-reader/exit-gate.ts';
import { usualPowerTable } from '../rfid-reader/llrp-capabilities.ts';
import { simulateLlrpReader } from '../rfid-reader/llrp-reader.ts';
import { simulateCasScale } from '../scale/cas-scale.ts';
import { simulateMtSicsScale } from '../scale/mt-sics-scale.ts';
import { simulateToledo8217Scale } from '../scale/toledo-8217-scale.ts';
import { simulateHidScanner } from '../scanner/hid-scanner.ts';
import { simulateSerialScanner } from '../scanner/serial-scanner.ts';
import { seededRandom } from '../seeded-random.ts';
import { simulateKkmGateway } from '../shelf-label/kkm-gateway.ts';
import { wirePath, type DevicePlan, type StorePlan } from '../store-plan.ts';
import { simulateNetworkLink } from '../wires/network-link.ts';
import {
  cableVerbs, gatewayVerbs, gateVerbs, lineVerbs, linkVerbs, paymentVerbs, printerVerbs, readerVerbs, scaleVerbs, scannerVerbs, terminalVerbs,
} from './device-verbs.ts';
import type { HostedDevice, SimulatedDevice, Verb } from './hosted-device.ts';

/** Puts one device of the plan on its wire. Its luck comes from the plan's seed and its own id. */
export async function hostDevice(device: DevicePlan, plan: StorePlan, nowMs: () => number): Promise<HostedDevice> {
  const random = seededRandom(plan.seed).fork(device.id);
  const tty = wirePath(plan, device.id, 'tty');
  const hosted = (simulated: SimulatedDevice, verbs: Record<string, Verb>, pictureOf: HostedDevice['pictureOf'] = null): HostedDevice =>
    ({ id: device.id, kind: device.kind, role: device.role, device: simulated, verbs: { ...cableVerbs(simulated), ...verbs }, pictureOf });
  switch (device.kind) {
    case 'scanner-serial': {
      const scanner = await simulateSerialScanner({ path: tty, sendsAimId: device.sendsAimId, suffix: device.suffix, random });
      return hosted(scanner, { ...lineVerbs(scanner), ...scannerVerbs(scanner) });
    }
    case 'scanner-hid': {
      const scanner = await simulateHidScanner({ path: wirePath(plan, device.id, 'sock'), random });
      return hosted(scanner, { ...lineVerbs(scanner), ...scannerVerbs(scanner) });
    }
    case 'scale-mt-sics': {
      const identity = { model: 'bC-U2', softwareVersion: '1.00', serialNumber: `B${String(random.integer(0, 999_999_999)).padStart(9, '0')}`, unit: 'kg' as const };
      const scale = await simulateMtSicsScale({ ...device, path: tty, identity, stabilityTimeoutMs: 5000, repeatMs: 100, nowMs, random });
      return hosted(scale, { ...lineVerbs(scale), ...scaleVerbs(scale) });
    }
    case 'scale-toledo-8217': {
      const scale = await simulateToledo8217Scale({ ...device, path: tty, nowMs, random });
      return hosted(scale, { ...lineVerbs(scale), ...scaleVerbs(scale) });
    }
    case 'scale-cas': {
      const scale = await simulateCasScale({ ...device, path: tty, nowMs, random });
      return hosted(scale, { ...lineVerbs(scale), ...scaleVerbs(scale) });
    }
    case 'rfid-reader': {
      const model = { antennas: device.antennas, gpiPorts: 2, gpoPorts: 2, firmware: 'pad 1.0', powerTableCentiDbm: usualPowerTable };
      const reader = await simulateLlrpReader({ port: 0, model, readerId: readerIdOf(random.integer(0, 0xffffff)), roundMs: device.roundMs, nowMs, random });
      return hosted(reader, readerVerbs(reader));
    }
    case 'exit-gate': {
      const gate = await simulateExitGate({ port: 0, readerId: readerIdOf(random.integer(0, 0xffffff)), nowMs, random });
      return hosted(gate, { ...readerVerbs(gate), ...gateVerbs(gate) });
    }
    case 'receipt-printer': {
      const wire = device.wire === 'pty' ? { kind: 'pty' as const, path: tty } : { kind: 'tcp' as const, port: 0 };
      const printer = await simulateEscposPrinter({ wire, widthDots: device.widthDots, drawerPin: device.drawerPin, random });
      return hosted(printer, { ...lineVerbs(printer), ...printerVerbs(printer) });
    }
    case 'label-gateway': {
      if (plan.mqtt === null) throw new Error(`Device ${device.id} is a label gateway, but the plan names no MQTT broker.`);
      const { url: mqttUrl, ...credentials } = plan.mqtt;
      const gateway = simulateKkmGateway({ ...device, mqttUrl, credentials: credentials.username === '' ? null : credentials, random });
      return hosted(gateway, gatewayVerbs(gateway), gateway.pictureOf);
    }
    case 'payment-provider': {
      const provider = await simulatePaymentProvider({ nowMs });
      return hosted(provider, paymentVerbs(provider));
    }
    case 'card-terminal': {
      // 156 is the yuan (ISO 4217).
      const terminal = await simulateZvtTerminal({ port: 0, terminalId: random.integer(10_000_000, 99_999_999), currencyCode: 156, cardMs: device.cardMs });
      return hosted(terminal, terminalVerbs(terminal));
    }
    case 'network-link': {
      const link = await simulateNetworkLink(device);
      return hosted(link, linkVerbs(link));
    }
    default:
      return unreachable(device);
  }
}

/** An EUI-64 as LLRP's Identification gives it, under the locally administered range. */
const readerIdOf = (number: number): string => `0200000000${number.toString(16).padStart(6, '0')}`;
