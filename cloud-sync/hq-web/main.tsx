import type { HqContract } from 'retail-model/api/hq-contract.ts';
import { connectInBrowser } from 'edge-app/ui-kit/browser-client.ts';
import { mountScreen } from 'edge-app/ui-kit/mount-screen.tsx';
import { HeadOffice } from './head-office.tsx';

mountScreen(<HeadOffice client={connectInBrowser<HqContract>('')} monotonicMs={() => performance.now()} />);
