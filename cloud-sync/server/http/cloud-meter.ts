/** What head office counts about itself, in Prometheus' text form (exposition format 0.0.4). */
const counters = {
  pulled_documents: 'Reference documents sent to stores',
  pushed_entries: 'Journal entries received, repeats included',
  quarantined_entries: 'Journal entries refused into quarantine',
  commands: 'Commands of head office screens',
  requests_failed: 'Requests answered with a 5xx status',
} as const;
export type CounterName = keyof typeof counters;

export interface CloudGauges { readonly live_streams: number; readonly screens: number; readonly resident_bytes: number; readonly up_seconds: number }

export function openCloudMeter() {
  const counts = new Map<CounterName, number>();
  return {
    count(name: CounterName, by: number): void { counts.set(name, (counts.get(name) ?? 0) + by); },
    text(gauges: CloudGauges): string {
      const lines = Object.entries(counters).flatMap(([name, help]) => [`# HELP mendian_${name}_total ${help}`, `# TYPE mendian_${name}_total counter`, `mendian_${name}_total ${counts.get(name as CounterName) ?? 0}`]);
      const now = Object.entries(gauges).flatMap(([name, value]) => [`# TYPE mendian_${name} gauge`, `mendian_${name} ${value}`]);
      return `${[...lines, ...now].join('\n')}\n`;
    },
  };
}
export type CloudMeter = ReturnType<typeof openCloudMeter>;
