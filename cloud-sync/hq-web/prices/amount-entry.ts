/** What a person typed as a price in yuan: '12.8', '¥12.80', '１２'. Null unless it is a whole number of fen above zero and below ten million. */
export function minorTyped(text: string): number | null {
  const plain = text.normalize('NFKC').replace(/[¥￥\s]/g, '');
  const match = /^(\d{1,7})(?:\.(\d{1,2}))?$/.exec(plain);
  if (!match) return null;
  const minor = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
  return minor > 0 ? minor : null;
}
