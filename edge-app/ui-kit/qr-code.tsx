import { encode } from 'uqr';
import { kitText } from './text/kit-text.ts';
import { useText } from './text/language-context.tsx';

/** A QR code as one path, dark on white in every colour set so that every phone reads it. `what` says what it opens. */
export function QrCode({ text, what, size }: { readonly text: string; readonly what: string; readonly size: number | string }) {
  const say = useText(kitText);
  const code = encode(text, { ecc: 'M', border: 4 });
  const path = code.data.map((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')).join('')).join('');
  return (
    <svg viewBox={`0 0 ${code.size} ${code.size}`} width={size} height={size} role="img" aria-label={say('qr-code-of', { what })} shapeRendering="crispEdges">
      <rect width={code.size} height={code.size} fill="#ffffff" />
      <path d={path} fill="#16211e" />
    </svg>
  );
}
