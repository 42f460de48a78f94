import { hash, verify } from '@node-rs/argon2';
import type { Passwords } from './accounts.ts';

/** argon2id with OWASP's first choice of parameters: 19 MiB, two passes, one lane. */
export const argon2Passwords: Passwords = {
  hash: (password) => hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 }),
  verify: (hashed, password) => verify(hashed, password),
};
