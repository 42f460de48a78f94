import { signInState, type SignInState } from 'retail-model/api/hq-contract.ts';

type Fetch = (url: string, request: RequestInit) => Promise<Pick<Response, 'ok' | 'json'>>;

/** Whether this window is signed in, and what the sign-in page shows; null when head office does not answer. A WebSocket does not say why it was refused. */
export async function askSignInState(fetch: Fetch): Promise<SignInState | null> {
  try {
    const answer = await fetch('/sign-in', { credentials: 'same-origin', signal: AbortSignal.timeout(5000) });
    return answer.ok ? signInState.parse(await answer.json()) : null;
  } catch {
    return null;
  }
}
