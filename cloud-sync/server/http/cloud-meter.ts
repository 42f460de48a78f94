import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What head office counts about itself. */
const counters = {
  pulled_documents: 'Reference documents sent to stores',
  pushed_entries: 'Journal entries received, repeats included',
  quarantined_entries: 'Journal entries refused into quarantine',
  journal_gaps: 'Gaps of journals that were raised',
  sign_ins_refused: 'Sign-ins that were refused',
  commands: 'Commands of head office screens',
  requests_failed: 'Requests answered with a 5xx status',
} as const;
type CounterName = keyof typeof counters;

export interface CloudGauges { readonly live_streams: number; readonly screens: number }

/** Prometheus' text, and each store's age and backlog as labels. `gauges` is asked at every scrape; so is `stores`. */
export function openCloudMeter() {
  const registers = [new Registry()];
  collectDefaultMetrics({ register: registers[0]! });
  const counts = new Map(Object.entries(counters).map(([name, help]) => [name as CounterName, new Counter({ name: `mendian_${name}_total`, help, registers })]));
  const gauges: Readonly<Record<keyof CloudGauges, Gauge>> = {
    live_streams: new Gauge({ name: 'mendian_live_streams', help: 'Stores with an open stream in this process', registers }),
    screens: new Gauge({ name: 'mendian_screens', help: 'Open screens of head office in this process', registers }),
  };
  const waiting = new Gauge({ name: 'mendian_store_entries_waiting', help: 'Entries that wait in a store, as it last said', labelNames: ['store'], registers });
  const age = new Gauge({ name: 'mendian_store_age_seconds', help: 'How long ago a store was last heard', labelNames: ['store'], registers });
  const quarantine = new Gauge({ name: 'mendian_store_quarantined', help: 'Open rows in quarantine', labelNames: ['store'], registers });
  const requests = new Histogram({ name: 'mendian_request_seconds', help: 'Time to answer a request', labelNames: ['route', 'status'], buckets: [0.005, 0.02, 0.1, 0.5, 2, 10], registers });

  return {
    count: (name: CounterName, by: number): void => counts.get(name)!.inc(by),
    request: (route: string, status: number, seconds: number): void => requests.observe({ route, status: String(status) }, seconds),
    async text(now: CloudGauges, stores: readonly { readonly storeId: string; readonly entriesWaiting: number; readonly ageSeconds: number | null; readonly quarantined: number }[]): Promise<string> {
      for (const name of Object.keys(gauges) as (keyof CloudGauges)[]) gauges[name].set(now[name]);
      for (const gauge of [waiting, age, quarantine]) gauge.reset();
      for (const { storeId, entriesWaiting, ageSeconds, quarantined } of stores) {
        waiting.set({ store: storeId }, entriesWaiting);
        quarantine.set({ store: storeId }, quarantined);
        if (ageSeconds !== null) age.set({ store: storeId }, ageSeconds);
      }
      return registers[0]!.metrics();
    },
    close: (): void => registers[0]!.clear(),
  };
}
export type CloudMeter = ReturnType<typeof openCloudMeter>;
