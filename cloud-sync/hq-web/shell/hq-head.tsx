import type { ReactNode } from 'react';
import { Input } from 'antd';

/** The title of a page with the age of its figures, and its verbs. */
export function HqHead({ title, stamp, children }: { readonly title: ReactNode; readonly stamp: ReactNode; readonly children?: ReactNode }) {
  return (
    <header className="page-head">
      <h1>{title}</h1>
      {stamp}
      <div className="page-verbs">{children}</div>
    </header>
  );
}

export const HqSearch = ({ value, onChange, label }: { readonly value: string; readonly onChange: (text: string) => void; readonly label: string }) => (
  <Input type="search" className="page-search not-printed" allowClear value={value} placeholder={label} aria-label={label} maxLength={80} onChange={({ target }) => { onChange(target.value); }} />
);
