import { Component, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { kitText } from './text/kit-text.ts';
import { useText } from './text/language-context.tsx';
import './whole-page.css';

/** React offers error boundaries only as classes. A broken page says so in plain words and offers to open again; nothing is lost with it. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly broken: boolean }> {
  override state = { broken: false };
  static getDerivedStateFromError(): { readonly broken: boolean } {
    return { broken: true };
  }
  override render(): ReactNode {
    return this.state.broken ? <BrokenPage /> : this.props.children;
  }
}

function BrokenPage() {
  const say = useText(kitText);
  return (
    <WholePage title={say('broken-title')} words={say('broken-words')}>
      <Button look="primary" onClick={() => { window.location.reload(); }}>{say('open-again')}</Button>
    </WholePage>
  );
}

/** One plain message that takes the page. */
export function WholePage({ title, words, children }: { readonly title: string; readonly words: string; readonly children?: ReactNode }) {
  return (
    <main className="whole-page">
      <h1>{title}</h1>
      <p>{words}</p>
      {children}
    </main>
  );
}
