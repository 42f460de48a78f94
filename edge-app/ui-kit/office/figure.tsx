import type { ReactNode } from 'react';

export type FigureTone = 'plain' | 'good' | 'warning' | 'danger' | 'old';

/** One number with its name. With `onOpen` it is a button that shows what the number is made of; with `href` it leads there. */
export function Figure({ name, value, note, tone = 'plain', size = 'large', onOpen, href }: {
  readonly name: string; readonly value: ReactNode; readonly note?: ReactNode; readonly tone?: FigureTone; readonly size?: 'large' | 'small'; readonly onOpen?: () => void; readonly href?: string;
}) {
  const inside = (
    <>
      <span className="figure-name">{name}</span>
      <span className="figure-value">{value}</span>
      {note !== undefined && note !== null && <span className="figure-note">{note}</span>}
    </>
  );
  const className = `figure figure-${size} figure-${tone}`;
  if (href !== undefined) return <a className={className} href={href}>{inside}</a>;
  if (onOpen) return <button type="button" className={className} onClick={onOpen}>{inside}</button>;
  return <div className={className}>{inside}</div>;
}
