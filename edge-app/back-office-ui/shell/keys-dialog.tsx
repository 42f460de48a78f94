import { Modal } from 'antd';
import { useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { pageByLetter } from './key-chords.ts';
import { pageWords, shellWords } from './shell-words.ts';

export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const say = useText(shellWords);
  const words = useWords();
  return (
    <Modal open title={say('keys-title')} onCancel={onClose} footer={null} width={420}>
      <dl className="keys-list">
        <dt><kbd>/</kbd></dt><dd>{say('key-search')}</dd>
        <dt><kbd>?</kbd></dt><dd>{say('key-keys')}</dd>
        <dt><kbd>Esc</kbd></dt><dd>{say('key-close')}</dd>
        <dt><kbd>Ctrl</kbd> <kbd>P</kbd></dt><dd>{say('key-print')}</dd>
        {Object.entries(pageByLetter).map(([letter, page]) => (
          <div key={letter} className="keys-row"><dt><kbd>g</kbd> <kbd>{letter}</kbd></dt><dd>{say('go-to')} {words(pageWords[page])}</dd></div>
        ))}
      </dl>
    </Modal>
  );
}
