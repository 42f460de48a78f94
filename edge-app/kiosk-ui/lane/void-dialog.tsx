import type { PricedLine } from 'retail-model/basket/price-basket.ts';
import { Button } from 'edge-app/ui-kit/button.tsx';
import { Dialog } from 'edge-app/ui-kit/dialog.tsx';
import { useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { laneText } from './lane-text.ts';
import { useLane } from './use-lane.tsx';

/** Asks before a line is voided. */
export function VoidDialog({ line, onClose }: { readonly line: PricedLine; readonly onClose: () => void }) {
  const say = useText(laneText);
  const words = useWords();
  const { send } = useLane();
  return (
    <Dialog
      title={say('void-title', { name: words(line.names) })} onClose={onClose}
      actions={(
        <>
          <Button onClick={onClose}>{say('keep-line')}</Button>
          <Button look="danger" className="button-filled" onClick={() => { onClose(); void send('voidLine', { lineId: line.lineId }); }}>{say('void-this-line')}</Button>
        </>
      )}
    >
      <p>{say('void-words')}</p>
    </Dialog>
  );
}
