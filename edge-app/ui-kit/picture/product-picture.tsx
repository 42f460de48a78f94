import type { ProductPicture as Picture } from 'retail-model/api/store-views.ts';
import type { ReactNode } from 'react';
import { bread, egg, fish, fruit, leaf, meat, shirt } from './fresh-shapes.tsx';
import { bag, bottle, box, can, carton, cup, jar, roll, tube } from './packaged-shapes.tsx';
import { tonesOf, type Tones } from './tones.ts';

const drawings: Readonly<Record<Picture['shape'], (tones: Tones) => ReactNode>> = { bottle, can, carton, bag, box, jar, fruit, leaf, bread, meat, fish, egg, cup, tube, shirt, roll };

/** A product as a small drawing on a tile of its own colour. It stands beside the name, so it is silent unless it is given a `label`. */
export function ProductPicture({ picture, size, label }: { readonly picture: Picture; readonly size: number | string; readonly label?: string }) {
  const tones = tonesOf(picture.colour);
  return (
    <svg className="product-picture" viewBox="0 0 96 96" width={size} height={size} role={label ? 'img' : undefined} aria-label={label} aria-hidden={label ? undefined : true} focusable="false">
      <rect width="96" height="96" rx="16" fill={tones.glow} />
      <g transform="translate(9.6 9.6) scale(.8)">
        <ellipse cx="48" cy="87" rx="30" ry="4" fill={tones.deep} opacity=".18" />
        {drawings[picture.shape](tones)}
      </g>
    </svg>
  );
}
