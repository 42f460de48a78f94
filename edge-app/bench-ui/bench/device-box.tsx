import type { ReactNode } from 'react';
import { Button } from 'edge-app/ui-kit/button.tsx';
import { useText } from 'edge-app/ui-kit/text/language-context.tsx';
import type { BenchDevice } from './bench-client.ts';
import { useAct } from './bench-context.tsx';
import { benchWords } from './bench-words.ts';
import { isPlugged } from './device-states.ts';

/** The case of a device: its name, what it is, and its cable to pull. */
export function DeviceBox({ device, name, children, className = '' }: { readonly device: BenchDevice; readonly name: string; readonly children: ReactNode; readonly className?: string }) {
  const say = useText(benchWords);
  const act = useAct();
  const plugged = isPlugged(device);
  return (
    <section className={`device ${className}`} data-plugged={plugged} aria-label={name}>
      <header className="device-title">
        <h2>{name}</h2>
        <button type="button" className="cable" aria-pressed={plugged} onClick={() => void act(device.id, 'cable', { connected: !plugged })} title={say(plugged ? 'pull-cable' : 'plug-in')}>
          <svg viewBox="0 0 64 20" width="64" height="20" aria-hidden focusable="false">
            {plugged
              ? <path d="M0 10h22M22 4h10v12H22zM32 7h6M32 13h6M38 3h12v14H38zM50 10h14" />
              : <path d="M0 14h12M12 8h10v12H12zM22 11h6M22 17h6M42 1h12v14H42zM54 8h10" />}
          </svg>
          <span>{say(plugged ? 'plugged' : 'unplugged')}</span>
        </button>
      </header>
      {children}
    </section>
  );
}

/** Faults of a device as buttons: each is one thing that goes wrong from now on. */
export function Faults({ device, faults }: { readonly device: BenchDevice; readonly faults: readonly { readonly name: string; readonly body: object }[] }) {
  const say = useText(benchWords);
  const act = useAct();
  return (
    <details className="faults">
      <summary>{say('faults')}</summary>
      <div className="button-row">{faults.map(({ name, body }) => <Button key={name} onClick={() => void act(device.id, 'fault', body)}>{name}</Button>)}</div>
    </details>
  );
}
