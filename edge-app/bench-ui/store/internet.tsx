import { Button } from 'edge-app/ui-kit/button.tsx';
import { useText } from 'edge-app/ui-kit/text/language-context.tsx';
import { useToasts } from 'edge-app/ui-kit/toasts.tsx';
import { useBench, useDeviceOf } from '../bench/bench-context.tsx';
import { benchWords } from '../bench/bench-words.ts';
import { linkState, stateOf } from '../bench/device-states.ts';

/** The one cable that leads out of the shop. */
export function Internet() {
  const { bench } = useBench();
  const link = useDeviceOf('network-link');
  const say = useText(benchWords);
  const toast = useToasts();
  if (!link) return null;
  const isUp = stateOf(link, linkState)?.connected ?? false;
  const turn = async (): Promise<void> => {
    const outcome = await bench.setInternet(!isUp);
    if (!outcome.ok) toast({ tone: 'warning', words: { zh: `没有成功：${outcome.error}`, en: `That did not work: ${outcome.error}` } });
  };
  return (
    <div className={isUp ? 'internet' : 'internet internet-cut'}>
      <span>{say('internet')}: <b>{say(isUp ? 'internet-on' : 'internet-off')}</b></span>
      <Button look={isUp ? 'danger' : 'primary'} onClick={() => void turn()}>{say(isUp ? 'cut-internet' : 'restore-internet')}</Button>
    </div>
  );
}
