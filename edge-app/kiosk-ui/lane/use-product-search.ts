import { useEffect, useState } from 'react';
import type { ShopProduct } from 'retail-model/api/store-views.ts';
import { useStore } from 'edge-app/ui-kit/store-screen.tsx';

const TYPING_PAUSE_MS = 120;

/** Products for what was typed so far, asked for once the typing pauses; an answer that came too late is dropped. */
export function useProductSearch(text: string, category: string | null): { readonly products: readonly ShopProduct[]; readonly busy: boolean } {
  const { client } = useStore();
  const [found, setFound] = useState<{ readonly products: readonly ShopProduct[]; readonly busy: boolean }>({ products: [], busy: true });
  useEffect(() => {
    let current = true;
    setFound((now) => ({ ...now, busy: true }));
    const pause = setTimeout(() => {
      void client.ask('searchProducts', { text, category }).then((answer) => {
        if (current) setFound({ products: answer.ok ? answer.value : [], busy: false });
      });
    }, TYPING_PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(pause);
    };
  }, [client, text, category]);
  return found;
}
