import { registerHooks } from 'node:module';

/** The few functions that RxDB's shipped test utilities take from packages of RxDB's own development, which npm does not bring with them. */
const standIns: Readonly<Record<string, string>> = {
  clone: 'export default structuredClone;',
  'async-test-util': `
export const wait = (ms = 0) => new Promise((resolve) => setTimeout(resolve, ms));
export const randomString = (length = 5) => Array.from({ length }, () => 'abcdefghijklmnopqrstuvwxyz'[Math.floor(Math.random() * 26)]).join('');
export const randomNumber = (low = 0, high = 1000) => low + Math.floor(Math.random() * (high - low + 1));
`,
};

/** RxDB's test utilities. They declare their suites with mocha's globals, so `describe` and `it` must be set before. */
export async function loadRxdbTestUtils() {
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      specifier in standIns ? { url: `data:text/javascript,${encodeURIComponent(standIns[specifier]!)}`, format: 'module', shortCircuit: true } : next(specifier, context),
  });
  try {
    return await import('rxdb/plugins/test-utils');
  } finally {
    hooks.deregister();
  }
}
