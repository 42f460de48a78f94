import { describe, expect, it } from 'vitest';
import { hasSession } from './has-session.ts';

const answering = (status: number) => () => Promise.resolve({ status });

describe('whether a window is signed in', () => {
  it('is read from the refusal of an empty command', async () => {
    expect(await hasSession(answering(401))).toBe(false);
    expect(await hasSession(answering(400))).toBe(true);
    expect(await hasSession(answering(403))).toBe(true);
  });
  it('is not known while head office does not answer', async () => {
    expect(await hasSession(() => Promise.reject(new Error('refused')))).toBeNull();
    expect(await hasSession(answering(502))).toBeNull();
  });
});
