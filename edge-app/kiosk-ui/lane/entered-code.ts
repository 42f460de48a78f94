import type { LaneView } from 'retail-model/api/store-views.ts';

/** The commands a typed or wedge-scanned code can mean: while money is asked for, 16 to 24 digits are a pay code (WeChat Pay: 18, Alipay: 16 to 24). */
export type EnteredCode = { readonly command: 'payByCode'; readonly payCode: string } | { readonly command: 'enterCode'; readonly text: string };

export const enteredCode = (state: LaneView['state'], text: string): EnteredCode =>
  state === 'tendering' && /^\d{16,24}$/.test(text) ? { command: 'payByCode', payCode: text } : { command: 'enterCode', text };
