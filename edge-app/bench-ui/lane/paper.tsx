import { useEffect, useRef, type CSSProperties } from 'react';
import { QrCode } from 'edge-app/ui-kit/qr-code.tsx';
import { useText } from 'edge-app/ui-kit/text/language-context.tsx';
import { benchWords } from '../bench/bench-words.ts';
import type { PaperItem } from '../bench/device-states.ts';
import { columnsOf, widthParts } from './paper-columns.ts';

/** Printed paper as it hangs from the slot: text in the size it was printed, symbols and pictures drawn. */
export function Paper({ items, isCut }: { readonly items: readonly PaperItem[]; readonly isCut: boolean }) {
  return <div className={isCut ? 'paper paper-cut' : 'paper'} style={{ '--columns': columnsOf(items) } as CSSProperties}>{items.map((item, index) => <Item key={index} item={item} />)}</div>;
}

function Item({ item }: { readonly item: PaperItem }) {
  switch (item.kind) {
    case 'line':
      return (
        <pre className={`paper-line paper-${item.align}`}>
          {item.runs.length === 0 ? ' ' : item.runs.map((run, index) => (
            <span key={index} className={[run.isBold && 'bold', run.isUnderlined && 'underlined', run.isInverse && 'inverse', run.widthTimes > 1 && 'wide', run.heightTimes > 1 && 'tall'].filter(Boolean).join(' ')}>{widthParts(run.text).map((part, place) => (part.isDouble ? <span key={place} className="double">{part.text}</span> : part.text))}</span>
          ))}
        </pre>
      );
    case 'qr': return <div className={`paper-${item.align}`}><QrCode text={item.text} what={item.text} size={132} /></div>;
    case 'barcode': return <div className={`paper-${item.align} paper-barcode`}><span className="bars" aria-hidden /><span>{item.text}</span></div>;
    case 'image': return <div className={`paper-${item.align}`}><Picture image={item} /></div>;
    case 'feed': return <div style={{ height: Math.min(40, item.dots / 3) }} />;
    case 'cut': return null;
  }
}

/** One bit a dot, most significant bit left, 1 is black. */
function Picture({ image }: { readonly image: Extract<PaperItem, { kind: 'image' }> }) {
  const say = useText(benchWords);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { widthDots, heightDots, rowsBase64 } = image;
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const bytes = Uint8Array.from(atob(rowsBase64), (letter) => letter.charCodeAt(0));
    const pixels = context.createImageData(widthDots, heightDots);
    const rowBytes = Math.ceil(widthDots / 8);
    for (let y = 0; y < heightDots; y++) {
      for (let x = 0; x < widthDots; x++) {
        const dark = ((bytes[y * rowBytes + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1;
        pixels.data.set(dark ? [22, 33, 30, 255] : [0, 0, 0, 0], (y * widthDots + x) * 4);
      }
    }
    context.putImageData(pixels, 0, 0);
  }, [widthDots, heightDots, rowsBase64]);
  return <canvas ref={canvas} width={widthDots} height={heightDots} className="paper-image" role="img" aria-label={say('image')} />;
}
