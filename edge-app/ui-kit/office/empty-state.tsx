import type { ReactNode } from 'react';

/** Nothing to show, and what to do first. */
export function EmptyState({ title, help, children }: { readonly title: string; readonly help?: string; readonly children?: ReactNode }) {
  return (
    <div className="empty-state">
      <strong>{title}</strong>
      {help !== undefined && <p>{help}</p>}
      {children}
    </div>
  );
}
