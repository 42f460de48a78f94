import { Select } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { ShopProduct } from 'retail-model/api/store-views.ts';
import { ProductPicture } from 'edge-app/ui-kit/picture/product-picture.tsx';
import { useStore } from 'edge-app/ui-kit/store-screen.tsx';
import { useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { stockWords } from './stock-words.ts';

/** Finds a product by name in either language, pinyin initials, PLU or barcode; the store searches. */
export function ProductPicker({ product, onPick, autoFocus = false }: { readonly product: ShopProduct | null; readonly onPick: (product: ShopProduct | null) => void; readonly autoFocus?: boolean }) {
  const { client } = useStore();
  const say = useText(stockWords);
  const words = useWords();
  const [text, setText] = useState('');
  const [found, setFound] = useState<readonly ShopProduct[]>([]);
  const asked = useRef(0);
  useEffect(() => {
    const question = ++asked.current;
    void client.ask('searchProducts', { text: text.slice(0, 60), category: null }).then((answer) => {
      if (question === asked.current && answer.ok) setFound(answer.value);
    });
  }, [client, text]);
  const options = product && !found.some((one) => one.productId === product.productId) ? [product, ...found] : found;
  return (
    <Select
      showSearch={{ filterOption: false, onSearch: setText, searchValue: text }} allowClear autoFocus={autoFocus} placeholder={say('find-product')} aria-label={say('find-product')} value={product?.productId ?? null}
      onChange={(productId: string | null) => { onPick(options.find((one) => one.productId === productId) ?? null); setText(''); }} notFoundContent={say('nothing-found')}
      options={options.map((one) => ({ value: one.productId, label: <span className="product-cell"><ProductPicture picture={one.picture} size={20} />{words(one.names)}</span> }))}
    />
  );
}
