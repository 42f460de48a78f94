import type { RxJsonSchema } from 'rxdb/plugins/core';

const hash = { type: 'string', maxLength: 64 } as const;

/** The journal's collection as RxDB sees it. The body's shape is the kind's business (retail-model/journal/entry-bodies.ts). */
export const journalSchema: RxJsonSchema<Record<string, unknown>> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 48 },
    storeId: { type: 'string', maxLength: 16 },
    terminalId: { type: 'string', maxLength: 16 },
    sequence: { type: 'integer', minimum: 1, maximum: 9_999_999_999, multipleOf: 1 },
    previousHash: hash,
    hash,
    occurredAtMs: { type: 'integer', minimum: 0, maximum: 9_999_999_999_999, multipleOf: 1 },
    businessDay: { type: 'string', maxLength: 10 },
    kind: { type: 'string', maxLength: 40 },
    body: { type: 'object', additionalProperties: true },
  },
  required: ['id', 'storeId', 'terminalId', 'sequence', 'previousHash', 'hash', 'occurredAtMs', 'businessDay', 'kind', 'body'],
  indexes: [['terminalId', 'sequence']],
};
