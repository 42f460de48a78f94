import type { LinkView } from 'retail-model/api/store-views.ts';
import type { Connection } from './screen-client.ts';
import { kitText } from './text/kit-text.ts';
import { useText } from './text/language-context.tsx';
import './connection-badge.css';

/** `connecting | live | lost`: word and dot, never the colour alone. */
export function ConnectionBadge({ connection }: { readonly connection: Connection }) {
  const say = useText(kitText);
  return <span className={`badge badge-${connection}`} role="status"><span className="badge-dot" aria-hidden />{say(connection)}</span>;
}

/** How far the store is in step with head office. */
export function LinkBadge({ link }: { readonly link: LinkView }) {
  const say = useText(kitText);
  const words = { 'in-step': say('in-step'), 'waiting': say('waiting', { count: link.waiting }), 'offline': say('link-offline', { count: link.waiting }), 'not-enrolled': say('not-enrolled') }[link.state];
  return <span className={`badge badge-link-${link.state}`} role="status"><span className="badge-dot" aria-hidden />{words}</span>;
}
