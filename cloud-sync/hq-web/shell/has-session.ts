/**
 * Whether this window is signed in; null when head office does not answer. A WebSocket does not say why it was refused, so an empty
 * command is asked for: it is always refused, and with 401 exactly when there is no session.
 */
export async function hasSession(fetch: (url: string, request: RequestInit) => Promise<{ readonly status: number }>): Promise<boolean | null> {
  try {
    const { status } = await fetch('/commands/putStore', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}', credentials: 'same-origin', signal: AbortSignal.timeout(5000) });
    return status === 401 ? false : status < 500 ? true : null;
  } catch {
    return null;
  }
}
