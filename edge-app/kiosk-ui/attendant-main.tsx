import { connectInBrowser } from 'edge-app/ui-kit/browser-client.ts';
import { mountScreen } from 'edge-app/ui-kit/mount-screen.tsx';
import type { StoreContract } from 'retail-model/api/store-contract.ts';
import { AttendantApp } from './attendant/attendant-app.tsx';

mountScreen(<AttendantApp client={connectInBrowser<StoreContract>('')} />);
