import { openStateListeners } from '../state-listeners.ts';
import { openTcpWire } from '../wires/tcp-wire.ts';
import { apdu, bcd, bitmapValue, splitApdus, type ZvtApdu } from './zvt-apdu.ts';

/** `answer-lost`: the card is charged and the connection breaks before the result. `silence`: nothing is answered at all. */
type TerminalFault = 'none' | 'decline' | 'answer-lost' | 'silence';

interface CardTransaction {
  readonly receiptNo: number;
  readonly kind: 'payment' | 'refund';
  readonly amountMinor: number;
  readonly isReversed: boolean;
}

const command = {
  registration: 0x0600, authorization: 0x0601, completion: 0x060f, abortByTerminal: 0x061e, repeatReceipt: 0x0620, reversal: 0x0630, refund: 0x0631,
  abortByRegister: 0x06b0, statusEnquiry: 0x0501, statusInformation: 0x040f, intermediateStatus: 0x04ff,
} as const;
/** Result codes (chapter "Error messages"): 05 is the card issuer's refusal, 6C an abort, 64 no card or not found, B4 already reversed. */
const result = { approved: 0x00, refused: 0x05, notFound: 0x64, aborted: 0x6c, alreadyReversed: 0xb4 } as const;
const positive = Buffer.of(0x80, 0x00, 0x00);
const notSupported = Buffer.of(0x84, 0x83, 0x00);
const transactionsLimit = 10_000;
const receivedLimit = 65_536;

/**
 * A card terminal speaking ZVT on loopback TCP (real ones listen on 20007): registration, authorisation, reversal, refund, repeat
 * receipt, status enquiry and abort. `cardMs` is how long the shopper takes with the card. Keeps its own books.
 */
export async function simulateZvtTerminal(options: { port: number; terminalId: number; currencyCode: number; cardMs: number }) {
  const listeners = openStateListeners();
  const transactions: CardTransaction[] = [];
  let fault: TerminalFault = 'none';
  let received: Buffer = Buffer.alloc(0);
  let outgoing: Buffer[] = [];
  let isAwaitingAnswer = false;
  let cardTimer: NodeJS.Timeout | null = null;
  let lastStatus: Buffer | null = null;
  const wire = await openTcpWire({ port: options.port, onBytes: receive, onConnect: reset });

  function reset(): void {
    received = Buffer.alloc(0);
    outgoing = [];
    isAwaitingAnswer = false;
    if (cardTimer !== null) clearTimeout(cardTimer);
    cardTimer = null;
  }

  function receive(bytes: Uint8Array): void {
    if (received.length + bytes.length > receivedLimit) return reset();
    const split = splitApdus(Buffer.concat([received, bytes]));
    received = split.rest;
    if (fault === 'silence') return;
    for (const unit of split.apdus) {
      if (unit.command >> 8 === 0x80 || unit.command >> 8 === 0x84) answered();
      else execute(unit);
    }
    listeners.changed();
  }

  /** The register acknowledges each message of the terminal before the next may come. */
  function answered(): void {
    isAwaitingAnswer = false;
    sendNext();
  }
  function sendNext(): void {
    const next = isAwaitingAnswer ? undefined : outgoing.shift();
    if (next === undefined) return;
    isAwaitingAnswer = true;
    wire.send(next);
  }
  function say(...messages: Buffer[]): void {
    outgoing.push(...messages);
    sendNext();
  }

  function execute({ command: asked, data }: ZvtApdu): void {
    switch (asked) {
      case command.registration:
        wire.send(positive);
        return say(apdu(command.completion, Buffer.of(0x19, 0x00, 0x29), bcd(options.terminalId, 4), Buffer.of(0x49), bcd(options.currencyCode, 2)));
      case command.statusEnquiry:
        wire.send(positive);
        return say(apdu(command.completion));
      case command.authorization: return withCard('payment', bitmapValue(data, 0x04));
      case command.refund: return withCard('refund', bitmapValue(data.subarray(3), 0x04));
      case command.reversal:
        wire.send(positive);
        return reverse(bitmapValue(data.subarray(3), 0x87));
      case command.repeatReceipt:
        wire.send(positive);
        return lastStatus === null ? say(aborted(result.notFound)) : say(lastStatus, apdu(command.completion));
      case command.abortByRegister:
        wire.send(positive);
        if (cardTimer === null) return;
        clearTimeout(cardTimer);
        cardTimer = null;
        return say(aborted(result.aborted));
      default:
        wire.send(notSupported);
    }
  }

  function withCard(kind: CardTransaction['kind'], amountMinor: number | null): void {
    if (cardTimer !== null || amountMinor === null || amountMinor <= 0 || transactions.length >= transactionsLimit) return void wire.send(notSupported);
    wire.send(positive);
    // 0A: "insert card".
    say(apdu(command.intermediateStatus, Buffer.of(0x0a)));
    cardTimer = setTimeout(() => {
      cardTimer = null;
      conclude(kind, amountMinor);
      listeners.changed();
    }, options.cardMs);
  }

  function conclude(kind: CardTransaction['kind'], amountMinor: number): void {
    if (fault === 'decline') {
      fault = 'none';
      return say(apdu(command.statusInformation, Buffer.of(0x27, result.refused, 0x04), bcd(amountMinor, 6)), aborted(result.refused));
    }
    const transaction = { receiptNo: transactions.length + 1, kind, amountMinor, isReversed: false };
    transactions.push(transaction);
    lastStatus = statusOf(transaction);
    if (fault === 'answer-lost') {
      fault = 'none';
      return void wire.setCable(false).then(() => wire.setCable(true));
    }
    say(lastStatus, apdu(command.completion));
  }

  function reverse(receiptNo: number | null): void {
    const index = transactions.findIndex((transaction) => transaction.receiptNo === receiptNo);
    const found = transactions[index];
    if (found === undefined) return say(aborted(result.notFound));
    if (found.isReversed) return say(aborted(result.alreadyReversed));
    transactions[index] = { ...found, isReversed: true };
    lastStatus = statusOf(found);
    say(lastStatus, apdu(command.completion));
  }

  const aborted = (code: number): Buffer => apdu(command.abortByTerminal, Buffer.of(code));
  /** Result, amount, currency, trace, receipt number, terminal id, card type 06 (Mastercard). No card number leaves this terminal. */
  const statusOf = (transaction: CardTransaction): Buffer => apdu(
    command.statusInformation,
    Buffer.of(0x27, result.approved, 0x04), bcd(transaction.amountMinor, 6), Buffer.of(0x49), bcd(options.currencyCode, 2),
    Buffer.of(0x0b), bcd(transaction.receiptNo, 3), Buffer.of(0x87), bcd(transaction.receiptNo, 2), Buffer.of(0x29), bcd(options.terminalId, 4),
    Buffer.of(0x8a, 0x06),
  );

  return {
    address: wire.address,
    state: () => ({
      connected: wire.isPlugged, fault, isWaitingForCard: cardTimer !== null, transactions: transactions.slice(-50),
      netMinor: transactions.reduce((sum, { kind, amountMinor, isReversed }) => sum + (isReversed ? 0 : kind === 'payment' ? amountMinor : -amountMinor), 0),
    }),
    onChange: listeners.onChange,
    /** For the next transaction; `silence` lasts until `none`. */
    setFault(next: TerminalFault): void {
      fault = next;
      listeners.changed();
    },
    async setCable(isPlugged: boolean): Promise<void> {
      reset();
      await wire.setCable(isPlugged);
      listeners.changed();
    },
    async close(): Promise<void> {
      reset();
      await wire.close();
    },
  };
}

export type SimulatedCardTerminal = Awaited<ReturnType<typeof simulateZvtTerminal>>;
