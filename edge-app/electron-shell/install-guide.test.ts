import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { isDriverProtocol } from 'hardware-drivers/driver-catalog.ts';
import { parseLinkAddress, plainSerialSettings } from 'hardware-drivers/links/link-address.ts';
import { runtimeConfig } from '../store-runtime/config.ts';
import { parseMachineSetup } from './machine-setup.ts';

test('the store.json of the installation guide is one that the shell and the runtime take as it stands', () => {
  const guide = readFileSync(path.join(import.meta.dirname, '../../docs/install.md'), 'utf8');
  const example = /```json\n([\s\S]+?)```/.exec(guide)![1]!;
  const setup = parseMachineSetup(example, { screensFolder: '/opt/mendian/screens', dataFolder: '/var/lib/mendian/data', keyFolder: '/var/lib/mendian/keys' });
  expect(setup.ok).toBe(true);
  const parsed = runtimeConfig.parse(setup.ok && setup.value.runtime);
  expect(parsed.devices.map(({ protocol, address }) => [isDriverProtocol(protocol), parseLinkAddress(address, plainSerialSettings).ok])).toEqual(parsed.devices.map(() => [true, true]));
  const screens = [...parsed.lanes.map(({ laneId }) => laneId), 'attendant', 'back-office'];
  expect(setup.ok && setup.value.windows.every(({ screen }) => screens.includes(screen))).toBe(true);
});
