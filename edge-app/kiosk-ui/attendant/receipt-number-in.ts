/** The longest text that can be a receipt's number. */
const LONGEST = 40;

/** A receipt's number out of what was typed or scanned: its QR code may be a link with the number as its last part. */
export function receiptNumberIn(text: string): string {
  const withoutQuery = text.trim().split(/[?#]/)[0] ?? '';
  return (withoutQuery.split('/').filter((part) => part !== '').at(-1) ?? '').slice(0, LONGEST);
}
