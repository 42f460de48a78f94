import { Button, Modal, Segmented, Skeleton } from 'antd';
import { useState } from 'react';
import type { LabelsView, ShopProduct } from 'retail-model/api/store-views.ts';
import { EmptyState } from 'edge-app/ui-kit/office/empty-state.tsx';
import { useStoreCommands, useStoreView } from 'edge-app/ui-kit/store-screen.tsx';
import { useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { useToasts } from 'edge-app/ui-kit/toasts.tsx';
import { PageHead, PageSearch } from '../shell/page-head.tsx';
import { hashOf } from '../shell/page-route.ts';
import { pageWords } from '../shell/shell-words.ts';
import { useRoute } from '../shell/use-route.ts';
import { ProductPicker } from '../stock/product-picker.tsx';
import { useConfirmShelf } from '../stock/use-confirm-shelf.ts';
import { LabelCard } from './label-card.tsx';
import { filterLabels, labelShows, type Label, type LabelShow } from './label-filter.ts';
import { labelShowWords, labelsWords } from './labels-words.ts';

/** More pictures at once than a person can look over; the rest are asked for. */
const cardsAtOnce = 120;

export function LabelsPage() {
  const { connection, snapshot } = useStoreView('labels', {});
  const { filters, setFilters } = useRoute();
  const say = useText(labelsWords);
  const words = useWords();
  const show = labelShows.find((one) => one === filters['show']) ?? 'all';
  const search = filters['search'] ?? '';
  return (
    <>
      <PageHead title={words(pageWords.labels)} nowMs={snapshot?.nowMs ?? null} connection={connection}>
        <PageSearch value={search} placeholder={say('search')} onChange={(text) => { setFilters({ ...filters, search: text }); }} />
        <Segmented<LabelShow> value={show} onChange={(value) => { setFilters({ ...filters, show: value === 'all' ? '' : value }); }} options={labelShows.map((value) => ({ value, label: words(labelShowWords[value]) }))} />
      </PageHead>
      {snapshot ? <LabelGrid view={snapshot} labels={filterLabels(snapshot.labels, show, search)} /> : <Skeleton active />}
    </>
  );
}

function LabelGrid({ view, labels }: { readonly view: LabelsView; readonly labels: readonly Label[] }) {
  const say = useText(labelsWords);
  const toast = useToasts();
  const { send } = useStoreCommands();
  const confirmShelf = useConfirmShelf();
  const [binding, setBinding] = useState<Label | null>(null);
  const [shownCards, setShownCards] = useState(cardsAtOnce);
  if (view.labels.length === 0) return <section className="panel"><EmptyState title={say('empty')} help={say('empty-help')} /></section>;
  if (labels.length === 0) return <section className="panel"><EmptyState title={say('nothing-found')}><Button href={hashOf('labels')}>{say('show-all')}</Button></EmptyState></section>;
  const done = (answer: { readonly ok: boolean }): void => { if (answer.ok) toast({ tone: 'good', words: labelsWords.asked }); };
  return (
    <div className="stack">
      <p className="quiet-words">{say('matching', { shown: labels.length, all: view.labels.length })}</p>
      <div className="label-grid">
        {labels.slice(0, shownCards).map((label) => (
          <LabelCard
            key={label.labelId} label={label} nowMs={view.nowMs}
            verbs={{
              bind: () => { setBinding(label); },
              retry: () => void send('retryLabel', { labelId: label.labelId }).then(done),
              confirmShelf: () => void (label.product && confirmShelf(label.product)),
            }}
          />
        ))}
      </div>
      {labels.length > shownCards && <Button onClick={() => { setShownCards(shownCards + cardsAtOnce); }}>{say('show-more')}</Button>}
      {binding && <BindLabel label={binding} onClose={() => { setBinding(null); }} />}
    </div>
  );
}

function BindLabel({ label, onClose }: { readonly label: Label; readonly onClose: () => void }) {
  const say = useText(labelsWords);
  const { send, isSending } = useStoreCommands();
  const [product, setProduct] = useState<ShopProduct | null>(label.product);
  const bind = async (productId: string | null): Promise<void> => {
    const answer = await send('bindLabel', { labelId: label.labelId, productId });
    if (answer.ok) onClose();
  };
  return (
    <Modal open title={say('bind-title', { label: label.labelId })} onCancel={onClose} okText={say('bind')} okButtonProps={{ disabled: !product, loading: isSending('bindLabel') }} onOk={() => void (product && bind(product.productId))} width={460}>
      <div className="form-rows">
        <ProductPicker autoFocus product={product} onPick={setProduct} />
        {label.product && <div><Button danger onClick={() => void bind(null)}>{say('unbind')}</Button></div>}
      </div>
    </Modal>
  );
}
