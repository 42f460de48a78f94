/** UnifiedPOS control states (ControlState, UnifiedPOS 1.16 chapter 1). */
export type ControlState = 'closed' | 'idle' | 'busy' | 'error';
/** UnifiedPOS power states. A network device that does not answer is `offline`; one that says it is off is `off`. */
export type PowerState = 'unknown' | 'online' | 'off' | 'offline';
/** UnifiedPOS categories, and three in the same style that it lacks: ElectronicLabel, SmartShelf, CustomerCounter. */
export type DeviceCategory =
  | 'Scanner' | 'Scale' | 'RFIDScanner' | 'POSPrinter' | 'CashDrawer' | 'Gate' | 'ElectronicValueRW'
  | 'ElectronicLabel' | 'SmartShelf' | 'CustomerCounter';

/** UnifiedPOS error codes, without the numeric offsets. */
export type PosErrorCode =
  | 'E_CLOSED' | 'E_CLAIMED' | 'E_NOTCLAIMED' | 'E_NOSERVICE' | 'E_DISABLED' | 'E_ILLEGAL' | 'E_NOHARDWARE' | 'E_OFFLINE'
  | 'E_NOEXIST' | 'E_EXISTS' | 'E_FAILURE' | 'E_TIMEOUT' | 'E_BUSY' | 'E_EXTENDED';

/** A verb that the device could not do. `extended` holds the category's own code, as 'EPTR_REC_EMPTY'. */
export class PosError extends Error {
  readonly code: PosErrorCode;
  readonly extended: string | null;
  constructor(code: PosErrorCode, message: string, extended: string | null = null, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PosError';
    this.code = code;
    this.extended = extended;
  }
}

/** What is wrong with a device, for the health page. `code` is a UnifiedPOS code; `detail` is for the engineer, in English. */
export interface DeviceTrouble {
  readonly code: PosErrorCode;
  readonly extended: string | null;
  readonly detail: string;
}

/** UnifiedPOS statistics that mean something to a shop. Counts since the driver was opened. */
export interface DeviceStatistics {
  readonly bytesReceived: number;
  readonly bytesSent: number;
  readonly framesAccepted: number;
  readonly framesRefused: number;
  readonly connections: number;
}

export interface DeviceStatus {
  readonly deviceId: string;
  readonly category: DeviceCategory;
  /** Protocol as in the driver catalog: 'scanner-serial-aim', 'scale-mt-sics', … */
  readonly protocol: string;
  readonly state: ControlState;
  readonly power: PowerState;
  readonly trouble: DeviceTrouble | null;
  /** When the device last said anything (UTC ms): liveness comes from answers, never from the port being open. */
  readonly lastAnswerAtMs: number | null;
  readonly statistics: DeviceStatistics;
}

export interface HealthReport {
  readonly healthy: boolean;
  /** What was asked and what came back, one line each, for the engineer. */
  readonly findings: readonly string[];
}

/** What every driver is given. Clocks and waits come from outside, so that tests and the demo decide the time. */
export interface DeviceParts<Event> {
  readonly deviceId: string;
  readonly nowMs: () => number;
  /** Resolves after `ms`; rejects when aborted. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Events are past and true. Called synchronously, in the order of the wire. */
  readonly onEvent: (event: Event) => void;
  /** Called on every change of state, power or trouble. */
  readonly onStatus: (status: DeviceStatus) => void;
}

/** What every opened driver offers. It keeps itself connected with back-off (0.25 s doubling to 2 s) until it is closed. */
export interface DeviceDriver {
  status(): DeviceStatus;
  /** Asks the device itself ('external' may move it: print a line, beep). Never rejects. */
  checkHealth(level: 'internal' | 'external'): Promise<HealthReport>;
  close(): Promise<void>;
}
