/** Left-hand digits in number set A; set B is the mirror image of C, C the complement of A (GS1 GenSpecs §5.2.1, ISO/IEC 15420). */
const setA = ['0001101', '0011001', '0010011', '0111101', '0100011', '0110001', '0101111', '0111011', '0110111', '0001011'];
const setC = setA.map((bits) => [...bits].map((bit) => (bit === '0' ? '1' : '0')).join(''));
const setB = setC.map((bits) => [...bits].reverse().join(''));
/** Which set each left-hand digit uses says what the first digit is. */
const parity = ['AAAAAA', 'AABABB', 'AABBAB', 'AABBBA', 'ABAABB', 'ABBAAB', 'ABBBAA', 'ABABAB', 'ABABBA', 'ABBABA'];

/** The 95 modules of an EAN-13 symbol, dark ones true, without quiet zones. `digits`: 13 decimal digits. */
export function ean13Modules(digits: string): readonly boolean[] {
  if (!/^\d{13}$/.test(digits)) throw new Error(`An EAN-13 symbol needs 13 digits, not "${digits}"`);
  const sets = parity[Number(digits[0])]!;
  const left = [...digits.slice(1, 7)].map((digit, index) => (sets[index] === 'A' ? setA : setB)[Number(digit)]!).join('');
  const right = [...digits.slice(7)].map((digit) => setC[Number(digit)]!).join('');
  return [...`101${left}01010${right}101`].map((bit) => bit === '1');
}
