import { describe, expect, it } from 'vitest';
import { askSignInState } from './ask-sign-in-state.ts';

const answering = (ok: boolean, body: unknown) => () => Promise.resolve({ ok, json: () => Promise.resolve(body) });

describe('whether a window is signed in', () => {
  it('is said by head office', async () => {
    const state = { signedIn: false, firstAdmin: true, demo: false };
    expect(await askSignInState(answering(true, state))).toEqual(state);
  });
  it('is not known while head office does not answer, or answers something else', async () => {
    expect(await askSignInState(() => Promise.reject(new Error('refused')))).toBeNull();
    expect(await askSignInState(answering(false, {}))).toBeNull();
    expect(await askSignInState(answering(true, { page: 'a portal of the hotel' }))).toBeNull();
  });
});
