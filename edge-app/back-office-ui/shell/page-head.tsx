import { Input } from 'antd';
import { useEffect, useRef, type ReactNode } from 'react';
import { formatExactTime } from 'edge-app/ui-kit/format/time.ts';
import { useStore } from 'edge-app/ui-kit/store-screen.tsx';
import { useLanguage, useText } from 'edge-app/ui-kit/text/language-context.tsx';
import type { Connection } from 'edge-app/ui-kit/screen-client.ts';
import { shellWords } from './shell-words.ts';

/** The title of a page, the instant its figures are from (grey while the connection is lost), and its verbs. */
export function PageHead({ title, nowMs, connection, children }: { readonly title: string; readonly nowMs: number | null; readonly connection: Connection; readonly children?: ReactNode }) {
  const { language } = useLanguage();
  const { me } = useStore();
  const say = useText(shellWords);
  useEffect(() => { document.title = `${title} · Mendian 门店`; }, [title]);
  return (
    <header className="page-head">
      <h1>{title}</h1>
      {nowMs !== null && <span className={`page-stamp page-stamp-${connection}`}>{say('as-of')} {formatExactTime(nowMs, language, me.store.timeZone)}</span>}
      <div className="page-verbs">{children}</div>
    </header>
  );
}

/** The search field of a page; `/` puts the cursor here, Escape empties and leaves it. */
export function PageSearch({ value, placeholder, onChange }: { readonly value: string; readonly placeholder: string; readonly onChange: (text: string) => void }) {
  const field = useRef<HTMLDivElement>(null);
  return (
    <div ref={field} className="page-search not-printed">
      <Input
        type="search" allowClear value={value} placeholder={placeholder} aria-label={placeholder} maxLength={80} suffix={value === '' ? <kbd aria-hidden>/</kbd> : null}
        onChange={({ target }) => { onChange(target.value); }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          onChange('');
          field.current?.querySelector('input')?.blur();
        }}
      />
    </div>
  );
}
