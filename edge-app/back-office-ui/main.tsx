import type { StoreContract } from 'retail-model/api/store-contract.ts';
import { connectInBrowser } from 'edge-app/ui-kit/browser-client.ts';
import { mountScreen } from 'edge-app/ui-kit/mount-screen.tsx';
import { BackOffice } from './back-office.tsx';

mountScreen(<BackOffice client={connectInBrowser<StoreContract>('')} nowMs={() => Date.now()} />);
