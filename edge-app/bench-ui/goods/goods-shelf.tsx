import { useEffect, useRef, useState } from 'react';
import type { ShopProduct } from 'retail-model/api/store-views.ts';
import { formatUnitPrice } from 'edge-app/ui-kit/format/weight.ts';
import { Button } from 'edge-app/ui-kit/button.tsx';
import { ProductPicture } from 'edge-app/ui-kit/picture/product-picture.tsx';
import { useStore } from 'edge-app/ui-kit/store-screen.tsx';
import { useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { useAct, useBench, useDevices } from '../bench/bench-context.tsx';
import { benchWords } from '../bench/bench-words.ts';
import { laneOfRole } from '../bench/device-places.ts';
import { symbolOf } from './scan-codes.ts';
import { tagFor } from './tag-shelf.ts';

/** Serials below 2^32 fit every SGTIN-96. */
const serialLimit = 2 ** 32;
const usualGrams = 488;

/** The goods of the shop, to be dragged onto devices or handed to them by button. */
export function GoodsShelf({ laneId }: { readonly laneId: string | null }) {
  const { client } = useStore();
  const say = useText(benchWords);
  const [text, setText] = useState('');
  const [found, setFound] = useState<readonly ShopProduct[]>([]);
  const asked = useRef(0);
  useEffect(() => {
    const question = ++asked.current;
    void client.ask('searchProducts', { text: text.slice(0, 60), category: null }).then((answer) => {
      if (question === asked.current && answer.ok) setFound(answer.value);
    });
  }, [client, text]);
  return (
    <section className="goods" aria-label={say('goods')}>
      <h2>{say('goods')}</h2>
      <p className="small">{say('goods-help')}</p>
      <input type="search" className="field" value={text} placeholder={say('search-goods')} aria-label={say('search-goods')} maxLength={60} onChange={({ target }) => { setText(target.value); }} />
      <ul className="goods-list">{found.map((product) => <Goods key={product.productId} product={product} laneId={laneId} />)}</ul>
      {found.length === 0 && <p className="small">{say('no-goods')}</p>}
    </section>
  );
}

function Goods({ product, laneId }: { readonly product: ShopProduct; readonly laneId: string | null }) {
  const { hold, randomBelow } = useBench();
  const devices = useDevices().filter(({ role }) => laneOfRole(role) === laneId);
  const say = useText(benchWords);
  const words = useWords();
  const act = useAct();
  const scanner = devices.find(({ kind }) => kind.startsWith('scanner'));
  const scale = devices.find(({ kind }) => kind.startsWith('scale'));
  const pad = devices.find(({ kind }) => kind === 'rfid-reader');
  const isTagged = product.category === 'clothing';
  return (
    <li draggable onDragStart={(event) => { event.dataTransfer.setData('text/plain', product.gtin); event.dataTransfer.effectAllowed = 'copy'; hold({ kind: 'product', product }); }} onDragEnd={() => { hold(null); }}>
      <ProductPicture picture={product.picture} size={44} />
      <span className="goods-name"><b>{words(product.names)}</b><span className="small">{product.priceMinor === null ? say('no-price') : formatUnitPrice(product.priceMinor, product.soldBy)} · {product.plu ?? product.gtin}</span></span>
      <span className="goods-verbs">
        {scanner && product.soldBy === 'each' && !isTagged && <Button onClick={() => void act(scanner.id, 'scan', symbolOf(product))}>{say('scan')}</Button>}
        {scale && product.soldBy === 'weight' && <Button onClick={() => void act(scale.id, 'put', { grams: usualGrams })}>{say('weigh')}</Button>}
        {pad && isTagged && <Button onClick={() => { const tag = tagFor(product, randomBelow(serialLimit)); if (tag) void act(pad.id, 'enter', { epcs: [tag.epc] }); }}>{say('tag')}</Button>}
      </span>
    </li>
  );
}
