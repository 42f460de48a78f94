import { Button } from 'antd';
import { formatNumber } from 'edge-app/ui-kit/format/number.ts';
import { formatAge } from 'edge-app/ui-kit/format/time.ts';
import { StateMark } from 'edge-app/ui-kit/office/state-mark.tsx';
import { useStoreCommands } from 'edge-app/ui-kit/store-screen.tsx';
import { deviceConditionWords } from 'edge-app/ui-kit/text/device-words.ts';
import { useLanguage, useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { useState } from 'react';
import { adviceFor, deviceConditionOf, type Device, type DeviceCondition } from './device-advice.ts';
import { deviceCategoryWords, devicesWords } from './devices-words.ts';

const tones: Readonly<Record<DeviceCondition, 'good' | 'danger' | 'quiet'>> = { works: 'good', starting: 'quiet', trouble: 'danger', off: 'danger', closed: 'quiet' };

/** One device: does it work, when did it last answer, and what a person does about it. */
export function DeviceCard({ device, nowMs }: { readonly device: Device; readonly nowMs: number }) {
  const { language } = useLanguage();
  const say = useText(devicesWords);
  const words = useWords();
  const { send } = useStoreCommands();
  const [testing, setTesting] = useState(false);
  const condition = deviceConditionOf(device);
  const advice = adviceFor(device);
  const test = async (): Promise<void> => {
    setTesting(true);
    await send('testDevice', { deviceId: device.deviceId });
    setTesting(false);
  };
  return (
    <article className={`device-card device-card-${condition}`}>
      <div className="device-head">
        <div>
          <h2>{words(device.names)}</h2>
          <span className="quiet-words">{words(deviceCategoryWords[device.category] ?? { zh: device.category, en: device.category })} · {device.role}</span>
        </div>
        <StateMark tone={tones[condition]}>{condition === 'starting' ? say('starting') : words(deviceConditionWords(device))}</StateMark>
      </div>
      {advice && <p className="device-advice"><strong>{say('what-to-do')}</strong>{words(advice)}</p>}
      <dl className="device-facts">
        <dt>{say('last-answer')}</dt><dd>{device.lastAnswerAtMs === null ? say('never') : formatAge(nowMs - device.lastAnswerAtMs, language)}</dd>
        <dt>{say('frames')}</dt><dd>{formatNumber(device.framesAccepted, language)} · {say('refused')} {formatNumber(device.framesRefused, language)} · {say('connections')} {formatNumber(device.connections, language)}</dd>
        <dt>{say('address')}</dt><dd>{device.protocol} · {device.address}</dd>
        {device.trouble && <><dt>{say('engineer-detail')}</dt><dd>{[device.trouble.code, device.trouble.extended, device.trouble.detail].filter(Boolean).join(' · ')}</dd></>}
        <dt>{say('last-test')}</dt>
        <dd>{device.lastTest === null ? say('never-tested') : <StateMark tone={device.lastTest.healthy ? 'good' : 'danger'}>{say(device.lastTest.healthy ? 'passed' : 'failed')} · {formatAge(nowMs - device.lastTest.atMs, language)}</StateMark>}</dd>
      </dl>
      {device.lastTest && device.lastTest.findings.length > 0 && <ul className="device-findings">{device.lastTest.findings.map((finding, index) => <li key={index}>{finding}</li>)}</ul>}
      <div><Button loading={testing} onClick={() => void test()}>{say('test')}</Button></div>
    </article>
  );
}
