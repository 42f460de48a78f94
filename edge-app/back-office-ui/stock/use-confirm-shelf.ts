import type { ShopProduct } from 'retail-model/api/store-views.ts';
import { useStoreCommands } from 'edge-app/ui-kit/store-screen.tsx';
import { useToasts } from 'edge-app/ui-kit/toasts.tsx';
import { useActingStaff } from '../shell/acting-staff.tsx';
import { stockWords } from './stock-words.ts';

/** A person says that the shelf shows the new price; the store then charges it and writes down who said so. */
export function useConfirmShelf(): (product: ShopProduct) => Promise<void> {
  const { send } = useStoreCommands();
  const { ensureStaff } = useActingStaff();
  const toast = useToasts();
  return async (product) => {
    const staffId = await ensureStaff();
    if (staffId === null) return;
    const answer = await send('confirmShelf', { productId: product.productId, staffId });
    if (answer.ok) toast({ tone: 'good', words: stockWords.sent });
  };
}
