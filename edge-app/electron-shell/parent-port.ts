/** What a utility process has instead of Node's channel to its parent (Electron API, `process.parentPort`). */
interface ParentPort {
  on(event: 'message', hear: (event: { readonly data: unknown }) => void): unknown;
  postMessage(message: unknown): void;
}

/** The part of `process` this needs; `send` is undefined in a utility process. */
export interface PortedProcess {
  readonly parentPort?: ParentPort;
  send?: unknown;
  emit(event: 'message', message: unknown): unknown;
}

/**
 * Lets a program that speaks Node's `process.send` and `process.on('message')` run as an Electron utility process, which has neither.
 * On plain Node nothing changes: the same bundle is the service and the desktop app's child.
 */
export function speakThroughParentPort(process: PortedProcess): void {
  const port = process.parentPort;
  if (!port) return;
  process.send = (message: unknown): boolean => {
    port.postMessage(message);
    return true;
  };
  port.on('message', ({ data }) => void process.emit('message', data));
}
