import type { RefusalKind } from 'retail-model/api/store-contract.ts';

const statusOf: Readonly<Record<RefusalKind, number>> = {
  'bad-input': 400, 'no-session': 401, 'not-allowed': 403, 'foreign-origin': 403, 'unknown-host': 421, 'not-found': 404, 'wrong-pin': 403, 'too-many-tries': 429, 'lane-has-cashier': 409,
  'not-now': 409, 'cannot-sell': 503, busy: 503, 'already-returned': 409, 'code-used': 403, internal: 500,
};

/** A command that a person may not or cannot do now. Thrown by handlers, answered as `{ kind, detail }` with its HTTP status. */
export class Refusal extends Error {
  readonly kind: RefusalKind;
  constructor(kind: RefusalKind, detail: string) {
    super(detail);
    this.name = 'Refusal';
    this.kind = kind;
  }
  get status(): number {
    return statusOf[this.kind];
  }
}
