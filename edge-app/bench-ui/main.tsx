import type { StoreContract } from 'retail-model/api/store-contract.ts';
import { connectInBrowser } from 'edge-app/ui-kit/browser-client.ts';
import { mountScreen } from 'edge-app/ui-kit/mount-screen.tsx';
import { connectBench } from './bench/bench-client.ts';
import { BenchScreen } from './bench-screen.tsx';

const randomBelow = (limit: number): number => Math.floor((crypto.getRandomValues(new Uint32Array(1))[0]! / 2 ** 32) * limit);

mountScreen(
  <BenchScreen
    store={connectInBrowser<StoreContract>('')} randomBelow={randomBelow}
    bench={connectBench({ base: '/bench-api', fetch: (url, request) => window.fetch(url, request), openEvents: (url) => new EventSource(url) })}
  />,
);
