import { useState } from 'react';
import { Button } from 'edge-app/ui-kit/button.tsx';
import { NoticeBanner } from 'edge-app/ui-kit/notice-banner.tsx';
import { kitText } from 'edge-app/ui-kit/text/kit-text.ts';
import { helpForShopperWords, helpReasonWords, helpTaskWords, isCalmNotice, laneNoticeWords } from 'edge-app/ui-kit/text/lane-notice-words.ts';
import { useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { filled } from 'edge-app/ui-kit/text/text-table.ts';
import { useLane } from './use-lane.tsx';

/** What the lane has to say now, above the question: the last notice, and who is on the way. Notices can be put away; open helps stay until they are answered. */
export function StageNotices({ reader = 'shopper' }: { readonly reader?: 'shopper' | 'cashier' }) {
  const { view } = useLane();
  const [putAwayAtMs, setPutAwayAtMs] = useState<number | null>(null);
  const say = useText(kitText);
  const words = useWords();
  const { notice } = view;
  return (
    <div className="stage-notices">
      {notice && notice.atMs !== putAwayAtMs && (
        <NoticeBanner
          key={notice.atMs} tone={isCalmNotice(notice.code) ? 'calm' : 'warning'}
          actions={<Button look="quiet" icon="close" aria-label={say('dismiss')} onClick={() => { setPutAwayAtMs(notice.atMs); }} />}
        >
          {filled(words(laneNoticeWords[notice.code]), { detail: notice.detail ?? '' })}
        </NoticeBanner>
      )}
      {view.helps.filter((help, place) => view.helps.findIndex((one) => one.reason === help.reason) === place).map((help) => (
        <NoticeBanner key={help.interventionId} tone={help.reason === 'payment-unknown' ? 'warning' : 'calm'}>{reader === 'shopper' ? words(helpForShopperWords[help.reason]) : `${words(helpReasonWords[help.reason])}: ${words(helpTaskWords[help.reason])}`}</NoticeBanner>
      ))}
      {view.troubles.map((trouble) => <NoticeBanner key={trouble.role} tone="warning">{words(trouble.words)}</NoticeBanner>)}
    </div>
  );
}
