import { useStoreView } from 'edge-app/ui-kit/store-screen.tsx';
import { useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { PageHead } from '../shell/page-head.tsx';
import { pageWords } from '../shell/shell-words.ts';
import { CloseDayPanel } from './close-day-panel.tsx';
import { FollowersPanel } from './followers-panel.tsx';
import { LinkPanel } from './link-panel.tsx';
import { PairingPanel } from './pairing-panel.tsx';
import { UpkeepPanel } from './upkeep-panel.tsx';

export function SystemPage() {
  const { connection, snapshot: today } = useStoreView('today', {});
  const words = useWords();
  const nowMs = today?.nowMs ?? null;
  return (
    <>
      <PageHead title={words(pageWords.system)} nowMs={nowMs} connection={connection} />
      <div className="system-grid">
        <LinkPanel nowMs={nowMs} />
        <CloseDayPanel today={today} />
        <UpkeepPanel />
        <FollowersPanel />
        <PairingPanel nowMs={nowMs} />
      </div>
    </>
  );
}
