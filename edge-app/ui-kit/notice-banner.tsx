import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import './notice-banner.css';

export type NoticeTone = 'calm' | 'good' | 'warning' | 'danger';

/** One message where the person is looking. Its icon and words carry the meaning; the colour only repeats it. */
export function NoticeBanner({ tone, children, actions }: { readonly tone: NoticeTone; readonly children: ReactNode; readonly actions?: ReactNode }) {
  return (
    <div className={`notice notice-${tone}`} role={tone === 'danger' || tone === 'warning' ? 'alert' : 'status'}>
      <Icon name={tone === 'good' ? 'tick' : tone === 'calm' ? 'help' : 'warning'} />
      <div className="notice-words">{children}</div>
      {actions}
    </div>
  );
}
