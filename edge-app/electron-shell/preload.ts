import { contextBridge, ipcRenderer } from 'electron';

/** The whole bridge. It exists on the shell's own page only; a store's screen sees a plain browser. */
if (window.location.protocol === 'mendian-shell:') {
  contextBridge.exposeInMainWorld('mendianShell', { retryNow: () => void ipcRenderer.invoke('retry-now') });
}
