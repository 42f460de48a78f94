import { PosError, type DeviceDriver, type DeviceParts, type DeviceStatus } from '../device-driver.ts';
import type { ReceiptPrinterDriver } from '../receipt-printer/receipt-printer-driver.ts';

/** The drawer was opened or shut, by whomever. Only a drawer with a switch on its cable tells. */
export interface DrawerEvent {
  readonly kind: 'drawer-opened' | 'drawer-closed';
  readonly deviceId: string;
  readonly receivedAtMs: number;
}

export interface CashDrawerDriver extends DeviceDriver {
  /** Rejects with `PosError` of the printer it hangs on, or E_FAILURE when its switch did not show it open within two seconds. */
  openDrawer(): Promise<void>;
  /** Null when the drawer has no switch, or the printer is gone. */
  isOpen(): boolean | null;
}

export interface CashDrawerOptions {
  /** Which level of pin 3 means open; 'none' for a drawer without a switch. Drawers differ: try it with the drawer open. */
  readonly openLevel: 'high' | 'low' | 'none';
}

const openingTimeoutMs = 2_000;
const checkMs = 50;

/** A drawer on the kick connector of a receipt printer: it has no link of its own, and its health is the printer's. Closing it leaves the printer open. */
export const openCashDrawerDriver = (parts: DeviceParts<DrawerEvent>, printer: Pick<ReceiptPrinterDriver, 'kickDrawer' | 'condition' | 'observe' | 'status'>, options: CashDrawerOptions): CashDrawerDriver => {
  const closing = new AbortController();
  let lastKnown: boolean | null = null;
  let lastTold = '';

  const isOpen = (): boolean | null => {
    const condition = printer.condition();
    return condition === null || options.openLevel === 'none' ? null : condition.drawerPinHigh === (options.openLevel === 'high');
  };
  const statusOf = (status: DeviceStatus): DeviceStatus => ({
    ...status, deviceId: parts.deviceId, category: 'CashDrawer', protocol: 'cash-drawer-kick',
    ...(closing.signal.aborted ? { state: 'closed', power: 'unknown', trouble: null } : {}),
  });
  const tellStatus = (status: DeviceStatus): void => {
    const own = statusOf(status);
    const words = `${own.state} ${own.power} ${own.trouble?.detail ?? ''}`;
    if (words === lastTold) return;
    lastTold = words;
    parts.onStatus(own);
  };

  const stopObserving = printer.observe((_, status) => {
    const open = isOpen();
    if (open !== null && open !== lastKnown) {
      const firstSight = lastKnown === null;
      lastKnown = open;
      // That it is shut when first seen is no news.
      if (open || !firstSight) parts.onEvent({ kind: open ? 'drawer-opened' : 'drawer-closed', deviceId: parts.deviceId, receivedAtMs: parts.nowMs() });
    }
    tellStatus(status);
  });

  return {
    status: () => statusOf(printer.status()),
    openDrawer: async () => {
      if (closing.signal.aborted) throw new PosError('E_CLOSED', `${parts.deviceId} is closed.`);
      await printer.kickDrawer();
      if (options.openLevel === 'none') return;
      const deadlineMs = parts.nowMs() + openingTimeoutMs;
      while (isOpen() !== true) {
        if (closing.signal.aborted) throw new PosError('E_CLOSED', `${parts.deviceId} was closed.`);
        if (parts.nowMs() >= deadlineMs) throw new PosError('E_FAILURE', 'The drawer did not open: it is locked, or its cable is out.');
        await parts.wait(checkMs, closing.signal).catch(ignoreClosing);
      }
    },
    isOpen,
    checkHealth: async () => {
      const { power, trouble } = printer.status();
      if (power !== 'online') return { healthy: false, findings: [trouble?.detail ?? 'The printer that it hangs on is not connected.'] };
      const open = isOpen();
      return { healthy: true, findings: [open === null ? 'Its printer is online; the drawer itself has no switch.' : `Its switch says: ${open ? 'open' : 'shut'}.`] };
    },
    close: async () => {
      if (closing.signal.aborted) return;
      closing.abort(new PosError('E_CLOSED', `${parts.deviceId} was closed.`));
      stopObserving();
      tellStatus(printer.status());
    },
  };
};

/** Closing cuts the wait short; the loop says so in its own words. */
const ignoreClosing = (): void => undefined;
