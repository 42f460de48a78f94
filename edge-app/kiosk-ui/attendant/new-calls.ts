import type { AttendantView } from 'retail-model/api/store-views.ts';

/** How many helps and gate alarms are in `now` that were not in `before`. */
export function newCalls(before: AttendantView, now: AttendantView): number {
  const known = new Set(callsOf(before));
  return callsOf(now).filter((call) => !known.has(call)).length;
}

const callsOf = (view: AttendantView): readonly string[] => [
  ...view.lanes.flatMap((lane) => lane.helps.map((help) => help.interventionId)),
  ...view.gateAlarms.map((alarm) => `${alarm.gateId} ${alarm.atMs}`),
];
