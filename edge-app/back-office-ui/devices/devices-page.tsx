import { Skeleton } from 'antd';
import type { DevicesView } from 'retail-model/api/store-views.ts';
import { EmptyState } from 'edge-app/ui-kit/office/empty-state.tsx';
import { StateMark } from 'edge-app/ui-kit/office/state-mark.tsx';
import { useStoreView } from 'edge-app/ui-kit/store-screen.tsx';
import { useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { PageHead, PageSearch } from '../shell/page-head.tsx';
import { pageWords } from '../shell/shell-words.ts';
import { useRoute } from '../shell/use-route.ts';
import { foldText } from '../stock/stock-filter.ts';
import { byNeed, needsPerson, type Device } from './device-advice.ts';
import { DeviceCard } from './device-card.tsx';
import { devicesWords } from './devices-words.ts';

export function DevicesPage() {
  const { connection, snapshot } = useStoreView('devices', {});
  const { filters, setFilters } = useRoute();
  const say = useText(devicesWords);
  const words = useWords();
  const search = filters['search'] ?? '';
  return (
    <>
      <PageHead title={words(pageWords.devices)} nowMs={snapshot?.nowMs ?? null} connection={connection}>
        <PageSearch value={search} placeholder={say('search')} onChange={(text) => { setFilters({ ...filters, search: text }); }} />
      </PageHead>
      {snapshot ? <Devices view={snapshot} search={search} /> : <Skeleton active />}
    </>
  );
}

function Devices({ view, search }: { readonly view: DevicesView; readonly search: string }) {
  const say = useText(devicesWords);
  if (view.devices.length === 0) return <section className="panel"><EmptyState title={say('empty')} help={say('empty-help')} /></section>;
  const inTrouble = view.devices.filter(needsPerson).length;
  const shown = view.devices.filter((device) => textOf(device).includes(foldText(search))).toSorted(byNeed);
  return (
    <div className="stack">
      <StateMark tone={inTrouble === 0 ? 'good' : 'danger'}>{inTrouble === 0 ? say('all-well', { count: view.devices.length }) : say('in-trouble', { count: inTrouble })}</StateMark>
      <div className="device-list">{shown.map((device) => <DeviceCard key={device.deviceId} device={device} nowMs={view.nowMs} />)}</div>
    </div>
  );
}

const textOf = (device: Device): string => foldText([device.names.zh, device.names.en, device.role, device.category, device.address, device.deviceId].join(' '));
