import { formatMoney } from 'edge-app/ui-kit/format/money.ts';
import { useText } from 'edge-app/ui-kit/text/language-context.tsx';
import { useDeviceOf } from '../bench/bench-context.tsx';
import { benchWords } from '../bench/bench-words.ts';
import { DeviceBox, Faults } from '../bench/device-box.tsx';
import { providerState, stateOf } from '../bench/device-states.ts';

const chargesShown = 4;

/** The payment provider's side: what it was asked for, and how its answers may go wrong. */
export function PaymentProvider() {
  const device = useDeviceOf('payment-provider');
  const say = useText(benchWords);
  if (!device) return null;
  const state = stateOf(device, providerState);
  return (
    <DeviceBox device={device} name={say('payment')} className="device-payment">
      <p className="small">{state && state.chargeCount > 0 ? say('charges', { count: state.chargeCount, amount: formatMoney(state.netMinor) }) : say('no-charges')}</p>
      <ul className="charges">{state?.latestCharges.slice(-chargesShown).toReversed().map((charge) => <li key={charge.outTradeNo}><span>{charge.channel}</span><span>{charge.state}</span><b>{formatMoney(charge.amountMinor)}</b></li>)}</ul>
      <Faults
        device={device}
        faults={[
          { name: say('fault-none'), body: { kind: 'none' } }, { name: say('fault-answer-lost'), body: { kind: 'answer-lost', payments: 1 } }, { name: say('fault-delayed'), body: { kind: 'delayed', payments: 1, delayMs: 8000 } },
          { name: say('fault-user-paying'), body: { kind: 'user-paying', payments: 1, paysAfterMs: 6000 } }, { name: say('fault-decline'), body: { kind: 'decline', payments: 1 } },
        ]}
      />
    </DeviceBox>
  );
}
