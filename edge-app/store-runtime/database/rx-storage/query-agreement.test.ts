import fc from 'fast-check';
import { fillWithDefaultSettings, getQueryMatcher, getSortComparator, normalizeMangoQuery, prepareQuery, type MangoQuery, type RxJsonSchema } from 'rxdb/plugins/core';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { describe, expect, test } from 'vitest';
import { getRxStorageBetterSqlite } from '../rx-storage.ts';
import type { StorageInstance } from './storage-instance.ts';
import type { StoredDocument, StoredFields } from './stored-document.ts';
import { inFolder, instanceOf, written } from './test-storage.ts';

/** Fields of every kind that SQL can decide, and of those it cannot. */
const schema: RxJsonSchema<StoredFields> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 20 },
    text: { type: 'string', maxLength: 20 },
    whole: { type: 'integer', minimum: -100, maximum: 100, multipleOf: 1 },
    real: { type: 'number' },
    flag: { type: 'boolean' },
    maybeText: { type: 'string' },
    maybeReal: { type: 'number' },
    maybeFlag: { type: 'boolean' },
    either: { type: ['string', 'null'] },
    inner: { type: 'object', properties: { text: { type: 'string', maxLength: 20 }, maybe: { type: 'integer' } }, required: ['text'] },
    list: { type: 'array', items: { type: 'string' } },
    people: { type: 'array', items: { type: 'object', properties: { name: { type: 'string' } } } },
    open: { type: 'object', additionalProperties: true },
  },
  required: ['id', 'text', 'whole', 'real', 'flag', 'inner', 'list'],
  indexes: [['whole'], ['text', 'whole'], ['flag', 'whole'], ['inner.text']],
};
const filled = fillWithDefaultSettings(schema);

/** Text in which UTF-8 and UTF-16 disagree: plain, Han, beyond U+FFFF, fullwidth, the end of the plane, a lonely surrogate, NUL. */
const oddText = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '门', '😀', '（', '\ufffd', '\uffff', '\ud83d', '\u0000', "'", '"'), maxLength: 3 });
const plainText = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '门'), maxLength: 3 });
const whole = fc.integer({ min: -3, max: 3 });
const real = fc.oneof(whole, fc.constantFrom(0.1, 0.1 + 0.2, -0.5, 1e21, 9007199254740993, -8746040160502418000, 5e-324));

const documentOf = (text: fc.Arbitrary<string>) =>
  fc.record(
    {
      text,
      whole,
      real,
      flag: fc.boolean(),
      maybeText: text,
      maybeReal: real,
      maybeFlag: fc.boolean(),
      either: fc.oneof(text, fc.constant(null)),
      inner: fc.record({ text, maybe: whole }, { requiredKeys: ['text'] }),
      list: fc.array(text, { maxLength: 3 }),
      people: fc.array(fc.record({ name: text }), { maxLength: 2 }),
      open: fc.record({ a: fc.oneof(whole, text) }, { requiredKeys: [] }),
    },
    { requiredKeys: ['text', 'whole', 'real', 'flag', 'inner', 'list'] },
  );

const paths = ['id', 'text', 'whole', 'real', 'flag', 'maybeText', 'maybeReal', 'maybeFlag', 'either', 'inner.text', 'inner.maybe', 'list', 'people.name', 'open', 'open.a', 'list.0', 'nowhere'] as const;
const sortable = ['id', 'text', 'whole', 'real', 'flag', 'maybeText', 'maybeReal', 'inner.text', 'inner.maybe', 'open.a'] as const;

function selectorOf(text: fc.Arbitrary<string>): fc.Arbitrary<StoredFields> {
  const value = fc.oneof(text, real, fc.boolean(), fc.constant(null));
  const operators = fc.oneof(
    fc.tuple(fc.constantFrom('$eq', '$ne', '$gt', '$gte', '$lt', '$lte'), value),
    fc.tuple(fc.constantFrom('$in', '$nin'), fc.array(value, { maxLength: 3 })),
    fc.tuple(fc.constant('$exists'), fc.boolean()),
    fc.tuple(fc.constant('$size'), fc.nat(2)),
    fc.tuple(fc.constant('$type'), fc.constantFrom('string', 'number', 'boolean', 'array')),
    fc.tuple(fc.constant('$mod'), fc.constant([2, 0])),
    fc.tuple(fc.constant('$regex'), fc.constantFrom('^a', 'b$', 'a.')),
    fc.tuple(fc.constant('$elemMatch'), fc.constant({ $eq: 'a' })),
  );
  const operation: fc.Arbitrary<unknown> = fc.oneof(
    { weight: 6, arbitrary: operators.map(([name, wanted]) => ({ [name]: wanted })) },
    { weight: 2, arbitrary: fc.tuple(operators, operators).map((both) => Object.fromEntries(both)) },
    { weight: 1, arbitrary: operators.map(([name, wanted]) => ({ $not: { [name]: wanted } })) },
    { weight: 1, arbitrary: value },
    { weight: 1, arbitrary: fc.constantFrom({}, { a: 1 }) },
  );
  const field = fc.tuple(fc.constantFrom(...paths), operation).map(([path, wanted]) => ({ [path]: wanted }));
  return fc.letrec<{ selector: StoredFields }>((tie) => ({
    selector: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.array(field, { maxLength: 3 }).map((fields) => Object.assign({}, ...fields) as StoredFields),
      fc.tuple(fc.constantFrom('$and', '$or', '$nor'), fc.array(tie('selector'), { minLength: 1, maxLength: 3 })).map(([name, parts]) => ({ [name]: parts })),
    ),
  })).selector;
}

const queryOf = (text: fc.Arbitrary<string>, sortPaths: readonly string[]): fc.Arbitrary<MangoQuery<StoredFields>> =>
  fc.record(
    {
      selector: selectorOf(text) as fc.Arbitrary<NonNullable<MangoQuery<StoredFields>['selector']>>,
      sort: fc.uniqueArray(fc.constantFrom(...sortPaths), { maxLength: 3 }).chain((names) =>
        fc.tuple(...names.map((name) => fc.constantFrom('asc' as const, 'desc' as const).map((direction) => ({ [name]: direction })))),
      ),
      skip: fc.nat(4),
      limit: fc.nat(5),
    },
    { requiredKeys: ['selector'] },
  );

const isDeletedOf = fc.boolean();

async function fill(instance: StorageInstance, documents: readonly StoredDocument[]): Promise<void> {
  const { error } = await instance.bulkWrite(documents.map((document) => ({ document })), 'test');
  expect(error).toEqual([]);
}

const prepared = (query: MangoQuery<StoredFields>) => {
  const { sort, ...rest } = query;
  return prepareQuery(filled, normalizeMangoQuery(filled, (sort?.length ? query : rest) as MangoQuery<StoredDocument>));
};

const plain = (document: StoredDocument): StoredDocument => JSON.parse(JSON.stringify(document)) as StoredDocument;

const idsOf = (documents: readonly StoredDocument[]): string[] => documents.map((document) => document['id'] as string);

describe('a query in SQL finds what the same query in JavaScript finds', () => {
  test('any selector, sort, skip and limit, over any text', { timeout: 120_000 }, () =>
    inFolder(async (directory) => {
      const storage = getRxStorageBetterSqlite({ directory });
      let run = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(fc.tuple(documentOf(oddText), isDeletedOf), { maxLength: 12 }), fc.array(queryOf(oddText, sortable), { minLength: 10, maxLength: 10 }), async (rows, queries) => {
          const instance = await instanceOf(storage, schema, { collectionName: `c${++run}` });
          const documents = rows.map(([fields, _deleted], index) => plain(written({ id: `k${index}`, ...fields }, { _deleted })));
          await fill(instance, documents);
          for (const query of queries) {
            const plan = prepared(query);
            const skip = query.skip ?? 0;
            const wanted = documents.filter(getQueryMatcher(filled, plan.query)).sort(getSortComparator(filled, plan.query)).slice(skip, skip + (query.limit ?? Infinity));
            const { documents: found } = await instance.query(plan);
            expect(found).toEqual(wanted);
            expect((await instance.count(plan)).count).toBe(wanted.length);
          }
          await instance.remove();
        }),
        { numRuns: 150 },
      );
    }),
  );

  test("RxDB's memory storage agrees wherever its indexes can hold the values", { timeout: 120_000 }, () =>
    inFolder(async (directory) => {
      const ours = getRxStorageBetterSqlite({ directory });
      const memory = getRxStorageMemory();
      let run = 0;
      const required = ['id', 'text', 'whole', 'flag', 'inner.text'];
      await fc.assert(
        fc.asyncProperty(fc.array(documentOf(plainText), { maxLength: 12 }), fc.array(queryOf(plainText, required), { minLength: 10, maxLength: 10 }), async (rows, queries) => {
          const pair = await Promise.all([ours, memory].map((storage) => instanceOf(storage, schema, { collectionName: `c${++run}` })));
          const documents = rows.map((fields, index) => plain(written({ id: `k${index}`, ...fields })));
          for (const instance of pair) await fill(instance, documents);
          for (const query of queries) {
            const plan = prepared({ ...query, selector: { $and: [{ _deleted: { $eq: false } }, query.selector!] } as never });
            const [found, wanted] = await Promise.all(pair.map((instance) => instance.query(plan)));
            expect(idsOf(found!.documents)).toEqual(idsOf(wanted!.documents));
          }
          await Promise.all(pair.map((instance) => instance.remove()));
        }),
        { numRuns: 80 },
      );
    }),
  );
});
