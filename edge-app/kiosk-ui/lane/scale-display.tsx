import { Icon } from 'edge-app/ui-kit/icon.tsx';
import { formatWeight } from 'edge-app/ui-kit/format/weight.ts';
import { useLanguage, useText } from 'edge-app/ui-kit/text/language-context.tsx';
import type { ScaleReading } from 'retail-model/api/store-views.ts';
import { laneText } from './lane-text.ts';
import { isWeightReady, scaleWordsKey } from './scale-words.ts';

/** The scale as it speaks: the weight in large figures, whether it rests, and what to do. */
export function ScaleDisplay({ scale }: { readonly scale: ScaleReading }) {
  const say = useText(laneText);
  const { language } = useLanguage();
  const ready = isWeightReady(scale);
  const known = scale.online && scale.grams !== null;
  return (
    <div className={`scale ${ready ? 'scale-ready' : ''}`}>
      <output className="scale-figure" aria-label={say('scale-online')}>{known ? formatWeight(scale.grams ?? 0, language) : '— kg'}</output>
      <p className="scale-words" role="status"><Icon name={ready ? 'tick' : 'scale'} /> {say(scaleWordsKey(scale))}</p>
    </div>
  );
}
