/** One rule per sentence of docs/architecture.md. `npm run check:layers` */
const forbid = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });
const inside = (folder) => ({ path: `^${folder}/`, pathNot: '\\.test\\.tsx?$' });
const screens = '^(edge-app/(kiosk-ui|back-office-ui|bench-ui|ui-kit)|cloud-sync/hq-web)/';

module.exports = {
  forbidden: [
    forbid('no-cycles', 'A cycle is one module pretending to be two.', {}, { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }),
    forbid('model-is-pure', 'retail-model knows nothing of Node, storage, network, React or any other workspace.', inside('retail-model'), { pathNot: ['^retail-model/', '^node_modules/zod/'] }),
    forbid('drivers-know-only-the-model', 'hardware-drivers import retail-model and their link libraries, never the app.', inside('hardware-drivers'), { path: '^(edge-app|cloud-sync|simulators|scenarios|command-line)/' }),
    forbid('only-links-touch-hardware', 'serialport, node-hid and mqtt are imported in hardware-drivers/links (and by simulators) and nowhere else.',
      { pathNot: ['^hardware-drivers/links/', '^simulators/', '\\.test\\.tsx?$'] }, { path: '^node_modules/(@?serialport|node-hid|mqtt)/', dependencyTypesNot: ['type-only'] }),
    forbid('simulators-stand-alone', 'A simulator knows the wire, not the driver that will read it.', inside('simulators'), { path: '^(edge-app|cloud-sync|scenarios|command-line|hardware-drivers)/', pathNot: '^hardware-drivers/byte-link\\.ts$' }),
    forbid('product-never-imports-simulators', 'Simulators never ship inside the product.', { path: '^(edge-app|cloud-sync|hardware-drivers|retail-model|command-line)/', pathNot: '\\.test\\.tsx?$' }, { path: '^(simulators|scenarios)/' }),
    forbid('runtime-is-headless', 'store-runtime runs in plain Node: no electron, no React, no screen.', inside('edge-app/store-runtime'), { path: ['^node_modules/(electron|react|react-dom)/', '^edge-app/(electron-shell|kiosk-ui|back-office-ui|bench-ui|ui-kit|inference-host)/'] }),
    forbid('inference-is-a-client', 'inference-host reaches the store through the contract only.', inside('edge-app/inference-host'), { path: ['^edge-app/(store-runtime|electron-shell|kiosk-ui|back-office-ui|ui-kit)/', '^node_modules/electron/'] }),
    forbid('screens-speak-the-contract', 'A screen reaches the store only through retail-model/api: no runtime, no drivers.', { path: screens, pathNot: '\\.test\\.tsx?$' }, { path: ['^edge-app/(store-runtime|electron-shell|inference-host)/', '^(hardware-drivers|cloud-sync/server|simulators)/'] }),
    forbid('screens-have-no-node', 'A screen runs in Chromium with the sandbox on.', { path: screens, pathNot: '(\\.test\\.tsx?|vite\\.config\\.ts)$' }, { dependencyTypes: ['core'] }),
    forbid('shell-is-thin', 'electron-shell starts the runtime as a process; it never imports it.', inside('edge-app/electron-shell'), { path: '^(edge-app/(store-runtime|kiosk-ui|back-office-ui|inference-host)|hardware-drivers|cloud-sync)/' }),
    forbid('only-shell-imports-electron', 'electron stays in electron-shell.', { pathNot: '^(edge-app/electron-shell|scenarios)/' }, { path: '^node_modules/electron/' }),
    forbid('cloud-and-edge-are-strangers', 'cloud-sync and edge-app share retail-model and the ui-kit, and nothing else.', inside('cloud-sync'), { path: '^(edge-app|hardware-drivers)/', pathNot: '^edge-app/ui-kit/' }),
    forbid('edge-never-imports-cloud', 'see above', inside('edge-app'), { path: '^cloud-sync/' }),
    forbid('tests-are-leaves', 'Nothing imports a test.', {}, { path: '\\.test\\.tsx?$' }),
    forbid('everything-resolves', 'An import that resolves to nothing.', {}, { couldNotResolve: true }),
    forbid('no-orphans', 'A module nothing reaches is dead.', { orphan: true, pathNot: ['\\.test\\.tsx?$', '(^|/)main\\.tsx?$', '\\.d\\.ts$', 'config\\.(ts|cjs|js)$'] }, {}),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    combinedDependencies: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'], extensions: ['.ts', '.tsx', '.js', '.json', '.css'] },
  },
};
