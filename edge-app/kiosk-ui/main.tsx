import { connectInBrowser } from 'edge-app/ui-kit/browser-client.ts';
import { mountScreen } from 'edge-app/ui-kit/mount-screen.tsx';
import type { StoreContract } from 'retail-model/api/store-contract.ts';
import { LaneApp } from './lane-app.tsx';

/** The page of one lane, served at /kiosk/<laneId>. */
const laneId = window.location.pathname.split('/').filter((part) => part !== '')[1] ?? '';
mountScreen(<LaneApp client={connectInBrowser<StoreContract>('')} laneId={laneId} />);
