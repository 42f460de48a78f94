import type { OpenByteLink } from '../byte-link.ts';
import { loadNodeHid, openHidLink } from './hid-link.ts';
import type { ByteLinkAddress } from './link-address.ts';
import { openReportSocketLink } from './report-socket-link.ts';
import { openSerialLink } from './serial-link.ts';
import { openTcpLink } from './tcp-link.ts';

/**
 * The link that an address names. `hidUsagePage` chooses among the interfaces of one USB device (0x8C scanner, 0x8D scale, `null` any).
 */
export const openByteLink = (address: ByteLinkAddress, hidUsagePage: number | null): OpenByteLink => {
  switch (address.link) {
    case 'serial': return openSerialLink(address);
    case 'tcp': return openTcpLink(address);
    case 'hid':
    case 'hid-path': return openHidLink(address, hidUsagePage, loadNodeHid);
    case 'unix': return openReportSocketLink(address);
  }
};
