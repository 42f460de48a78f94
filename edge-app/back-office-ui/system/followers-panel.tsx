import { Button } from 'antd';
import type { FollowersView } from 'retail-model/api/store-views.ts';
import { formatNumber } from 'edge-app/ui-kit/format/number.ts';
import { formatDateTime } from 'edge-app/ui-kit/format/time.ts';
import { DataTable } from 'edge-app/ui-kit/office/data-table.tsx';
import { EmptyState } from 'edge-app/ui-kit/office/empty-state.tsx';
import { StateMark } from 'edge-app/ui-kit/office/state-mark.tsx';
import { useStore, useStoreCommands, useStoreView } from 'edge-app/ui-kit/store-screen.tsx';
import { useLanguage, useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { followerWords, systemWords } from './system-words.ts';

type Follower = FollowersView['followers'][number];

/** How far each follower of the journal is, and what stopped it. */
export function FollowersPanel() {
  const { snapshot } = useStoreView('followers', {});
  const { language } = useLanguage();
  const say = useText(systemWords);
  const words = useWords();
  return (
    <section className="panel system-wide">
      <h2>{say('followers')}<small>{say('followers-rule')}</small></h2>
      <DataTable<Follower>
        bare name="followers" caption={say('followers')} rows={snapshot?.followers ?? []} rowKey={({ name }) => name} empty={<EmptyState title={say('no-followers')} />}
        rowTone={({ quarantined }) => (quarantined ? 'danger' : null)}
        columns={[
          { key: 'follower', title: say('follower'), cell: ({ name }) => words(followerWords[name] ?? { zh: name, en: name }) },
          { key: 'through', title: say('through'), align: 'right', cell: ({ throughEntry }) => formatNumber(throughEntry, language) },
          { key: 'state', title: say('state'), cell: (follower) => <FollowerState follower={follower} /> },
        ]}
      />
    </section>
  );
}

function FollowerState({ follower: { name, behind, quarantined } }: { readonly follower: Follower }) {
  const { language } = useLanguage();
  const { me } = useStore();
  const say = useText(systemWords);
  const { send, isSending } = useStoreCommands();
  if (quarantined) {
    return (
      <span className="waits">
        <StateMark tone="danger">{say('quarantined')}</StateMark>
        <small>{quarantined.entryId} · {say('since')} {formatDateTime(quarantined.sinceMs, language, me.store.timeZone)}</small>
        <small>{quarantined.reason}</small>
        <span><Button size="small" loading={isSending('retryFollower')} onClick={() => void send('retryFollower', { name })}>{say('retry')}</Button></span>
      </span>
    );
  }
  return behind === 0 ? <StateMark tone="good">{say('current')}</StateMark> : <StateMark tone="quiet">{say('behind-by', { count: formatNumber(behind, language) })}</StateMark>;
}
