import { connectInBrowser } from 'edge-app/ui-kit/browser-client.ts';
import { kitText } from 'edge-app/ui-kit/text/kit-text.ts';
import { loadGlyphs } from 'edge-app/ui-kit/text/load-glyphs.ts';
import { mountScreen } from 'edge-app/ui-kit/mount-screen.tsx';
import type { StoreContract } from 'retail-model/api/store-contract.ts';
import { attendantText } from './attendant/attendant-text.ts';
import { AttendantApp } from './attendant/attendant-app.tsx';

loadGlyphs([kitText, attendantText]);
mountScreen(<AttendantApp client={connectInBrowser<StoreContract>('')} />);
