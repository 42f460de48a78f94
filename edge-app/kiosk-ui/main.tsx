import { connectInBrowser } from 'edge-app/ui-kit/browser-client.ts';
import { kitText } from 'edge-app/ui-kit/text/kit-text.ts';
import { loadGlyphs } from 'edge-app/ui-kit/text/load-glyphs.ts';
import { mountScreen } from 'edge-app/ui-kit/mount-screen.tsx';
import type { StoreContract } from 'retail-model/api/store-contract.ts';
import { kioskText } from './kiosk/kiosk-text.ts';
import { laneText } from './lane/lane-text.ts';
import { LaneApp } from './lane-app.tsx';

/** The page of one lane, served at /kiosk/<laneId>. */
const laneId = window.location.pathname.split('/').filter((part) => part !== '')[1] ?? '';
loadGlyphs([kitText, laneText, kioskText]);
mountScreen(<LaneApp client={connectInBrowser<StoreContract>('')} laneId={laneId} />);
