import type { ForecastWorkView } from 'retail-model/api/store-views.ts';
import { openDemandModel, type RunningModel } from './demand-runtime.ts';

export interface ModelShelfParts {
  /** The model that came with the program. */
  readonly shippedFile: string;
  readonly threads: number;
  readonly log: (event: string, facts: Readonly<Record<string, unknown>>) => void;
}

/**
 * The model to forecast with: the one head office published when it can be trusted and run, else the last good one, else the shipped one,
 * else none. A refusal is said once per model.
 */
export function openModelShelf(parts: ModelShelfParts) {
  let good: RunningModel | null = null;
  const refused = new Set<string>();

  async function tryOpen(file: string, sha256: string | null): Promise<RunningModel | null> {
    const key = `${sha256 ?? 'shipped'} ${file}`;
    if (refused.has(key)) return null;
    const opened = await openDemandModel(file, { sha256, threads: parts.threads });
    if (opened.ok) {
      parts.log('model-opened', { file, version: opened.value.facts.version, sha256: opened.value.sha256 });
      return opened.value;
    }
    if (refused.size > 100) refused.clear();
    refused.add(key);
    parts.log('model-refused', { reason: opened.error, using: good ? good.facts.version : 'statistics' });
    return null;
  }

  return {
    async modelFor(published: ForecastWorkView['model']): Promise<RunningModel | null> {
      if (published && good?.sha256 === published.sha256) return good;
      const found = published ? await tryOpen(published.file, published.sha256) : null;
      const next = found ?? good ?? (await tryOpen(parts.shippedFile, null));
      if (good && next !== good) await good.close();
      good = next;
      return good;
    },
    close: async (): Promise<void> => void (await good?.close()),
  };
}
