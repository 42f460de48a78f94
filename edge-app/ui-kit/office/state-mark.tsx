import type { ReactNode } from 'react';

/** A state in a word, with a mark that differs in shape as well as in colour. */
export const StateMark = ({ tone, children }: { readonly tone: 'good' | 'warning' | 'danger' | 'quiet'; readonly children: ReactNode }) => <span className={`state-mark state-${tone}`}>{children}</span>;
