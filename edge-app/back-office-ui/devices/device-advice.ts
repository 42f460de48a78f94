import type { DevicesView } from 'retail-model/api/store-views.ts';
import type { Words } from 'retail-model/text/words.ts';

export type Device = DevicesView['devices'][number];
export type DeviceCondition = 'works' | 'starting' | 'trouble' | 'off' | 'closed';

/** One word for a device. Liveness is what its driver says after hearing answers, never that a port is open. */
export function deviceConditionOf(device: Device): DeviceCondition {
  if (device.state === 'closed') return 'closed';
  if (device.power === 'off' || device.power === 'offline') return 'off';
  if (device.trouble !== null || device.state === 'error') return 'trouble';
  return device.lastAnswerAtMs === null && device.power === 'unknown' ? 'starting' : 'works';
}

/** Does a person have to go there? */
export const needsPerson = (device: Device): boolean => ['trouble', 'off'].includes(deviceConditionOf(device));

const worst: Readonly<Record<DeviceCondition, number>> = { trouble: 0, off: 1, starting: 2, works: 3, closed: 4 };
export const byNeed = (a: Device, b: Device): number => worst[deviceConditionOf(a)] - worst[deviceConditionOf(b)] || a.deviceId.localeCompare(b.deviceId);

/** What a person in the shop does about it; null when there is nothing to do. The category's own code says more than the general one. */
export function adviceFor(device: Device): Words | null {
  const condition = deviceConditionOf(device);
  if (condition === 'works' || condition === 'starting' || condition === 'closed') return null;
  const code = device.trouble?.extended ?? device.trouble?.code ?? '';
  const known = Object.hasOwn(adviceByCode, code) ? adviceByCode[code] : undefined;
  if (known !== undefined) return known;
  if (condition === 'off') return adviceWhenSilent(device);
  return { zh: '按“测试”。若仍异常，拔插一次电源；再不行，把下面给工程师的那一行报给支持。', en: 'Press Test. If it stays like this, unplug and replug its power; then read the line for the engineer to your support.' };
}

function adviceWhenSilent(device: Device): Words {
  const wire = device.address.startsWith('tcp') || device.address.startsWith('mqtt')
    ? { zh: '网线和交换机', en: 'network cable and switch' }
    : { zh: '数据线两端', en: 'cable at both ends' };
  return { zh: `看电源灯是否亮，再检查${wire.zh}。插回后几秒内会自动恢复，不用重启。`, en: `See whether its power light is on, then check the ${wire.en}. It comes back by itself within seconds; no restart is needed.` };
}

/** By UnifiedPOS code, most specific first (UnifiedPOS 1.16: general codes in chapter 1, `EPTR_` in POS Printer, `ESCAL_` in Scale). */
const adviceByCode: Readonly<Record<string, Words>> = {
  EPTR_REC_EMPTY: { zh: '换一卷小票纸，合上机盖。没打完的小票会自动补打。', en: 'Put in a new paper roll and close the cover. Receipts that wait are printed by themselves.' },
  EPTR_COVER_OPEN: { zh: '把打印机盖合上，听到“咔嗒”一声。', en: 'Close the printer cover until it clicks.' },
  EPTR_REC_CARTRIDGE_EMPTY: { zh: '更换打印头或色带。', en: 'Change the print cartridge.' },
  EPTR_REC_HEAD_CLEANING: { zh: '关机，用酒精棉清洁打印头。', en: 'Switch it off and clean the print head with alcohol.' },
  ESCAL_UNDER_ZERO: { zh: '清空秤盘，再按秤上的归零键。', en: 'Clear the pan, then press the zero key on the scale.' },
  ESCAL_OVERWEIGHT: { zh: '拿下一部分商品，分开称。', en: 'Take some off and weigh in parts.' },
  ESCAL_SAME_WEIGHT: { zh: '拿下商品再放上去。', en: 'Take the goods off and put them on again.' },
  E_CLAIMED: { zh: '另一台电脑或程序正占用它。请先在那边断开。', en: 'Another computer or program is using it. Disconnect it there first.' },
  E_NOHARDWARE: { zh: '没有找到这个接口。检查设备插在哪个口，是否与门店配置一致。', en: 'The port does not exist. Check where the device is plugged in and that the store configuration says the same.' },
  E_NOSERVICE: { zh: '接口打不开。请工程师检查权限和驱动。', en: 'The port cannot be opened. An engineer should check its permissions and driver.' },
  E_TIMEOUT: { zh: '它在线但应答太慢。按“测试”；仍然慢就重新上电。', en: 'It is there but answers too late. Press Test; if it stays slow, switch it off and on.' },
};
