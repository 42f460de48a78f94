/** What a shelf-label gateway tells, whatever its protocol. `mac` is 12 upper-case hex digits, or 16 for labels with a long address. */
export type LabelEvent = { readonly deviceId: string; readonly mac: string; readonly atMs: number } & (
  /** The label itself reported the wanted picture. */
  | { readonly kind: 'label-shown'; readonly pictureId: number; readonly pictureHash: string }
  /** First sight, or heard again after silence. `pictureId` 0 is no picture. */
  | { readonly kind: 'label-seen'; readonly pictureId: number; readonly batteryMv: number | null }
  /** Not heard for the configured time. */
  | { readonly kind: 'label-silent'; readonly lastSeenAtMs: number | null }
  | { readonly kind: 'label-battery-low'; readonly batteryMv: number }
  /** A label that was right reports another picture; the wanted one is sent again. */
  | { readonly kind: 'label-wrong-picture'; readonly pictureId: number; readonly wantedPictureId: number }
  /** Every try was used up; it is tried again later, and what the label shows is not the wanted picture. */
  | { readonly kind: 'label-failed'; readonly pictureId: number; readonly pictureHash: string; readonly attempts: number; readonly because: LabelFailure }
);
export type LabelFailure = 'no-answer' | 'refused-by-label' | 'never-shown';
/** An event before the driver adds who and when. */
export type LabelHappening = LabelEvent extends infer Event ? Event extends LabelEvent ? Omit<Event, 'deviceId' | 'mac' | 'atMs'> : never : never;
