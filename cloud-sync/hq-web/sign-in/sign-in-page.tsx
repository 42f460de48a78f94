import { Button, Input } from 'antd';
import { useState } from 'react';
import type { SignInState } from 'retail-model/api/hq-contract.ts';
import { WholePage } from 'edge-app/ui-kit/error-boundary.tsx';
import { LanguageButton } from 'edge-app/ui-kit/language-button.tsx';
import { useText, useWords } from 'edge-app/ui-kit/text/language-context.tsx';
import { refusalWords } from 'edge-app/ui-kit/text/refusal-words.ts';
import { signInWords } from './sign-in-words.ts';

/** Who is there? Or, while nobody has an account, who is the first? */
export function SignInPage({ state }: { readonly state: SignInState }) {
  const say = useText(signInWords);
  return (
    <WholePage title={say(state.firstAdmin ? 'first-title' : 'title')} words={say(state.firstAdmin ? 'first-words' : 'words')}>
      {state.demo && <p className="quiet-words">{say('demo')}</p>}
      {state.firstAdmin ? <FirstAdmin /> : <SignIn />}
      <LanguageButton />
    </WholePage>
  );
}

/** Sends a form; signed in, the page begins anew. `refused`: the kind of the last refusal. */
function useDoor(path: '/sign-in' | '/first-admin') {
  const [refused, setRefused] = useState<string | null>(null);
  const [knocking, setKnocking] = useState(false);
  const knock = async (body: Readonly<Record<string, string>>): Promise<void> => {
    setKnocking(true);
    setRefused(null);
    try {
      const answer = await window.fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body), signal: AbortSignal.timeout(15_000) });
      if (answer.ok) window.location.replace('/hq/');
      else setRefused(String(((await answer.json()) as { readonly kind?: unknown }).kind));
    } catch {
      setRefused('unreachable');
    }
    setKnocking(false);
  };
  return { refused, knocking, knock };
}

function Refused({ kind }: { readonly kind: string | null }) {
  const words = useWords();
  return <p className="field-hint" role="alert">{kind === null ? '' : words(refusalWords(kind))}</p>;
}

function SignIn() {
  const say = useText(signInWords);
  const { refused, knocking, knock } = useDoor('/sign-in');
  const [accountName, setAccountName] = useState('');
  const [password, setPassword] = useState('');
  return (
    <form className="sign-in form-rows" onSubmit={(event) => { event.preventDefault(); void knock({ accountName: accountName.trim().toLowerCase(), password }); }}>
      <label><span>{say('name')}</span><Input name="username" autoComplete="username" autoFocus value={accountName} maxLength={40} onChange={({ target }) => { setAccountName(target.value); }} /></label>
      <label><span>{say('password')}</span><Input.Password name="password" autoComplete="current-password" value={password} maxLength={200} onChange={({ target }) => { setPassword(target.value); }} /></label>
      <Refused kind={refused} />
      <Button type="primary" htmlType="submit" size="large" loading={knocking} disabled={accountName === '' || password === ''}>{say('sign-in')}</Button>
    </form>
  );
}

function FirstAdmin() {
  const say = useText(signInWords);
  const { refused, knocking, knock } = useDoor('/first-admin');
  const [form, setForm] = useState({ code: '', displayName: '', accountName: '', password: '' });
  const set = (field: keyof typeof form) => ({ target }: { readonly target: { readonly value: string } }) => { setForm((now) => ({ ...now, [field]: field === 'accountName' ? target.value.toLowerCase() : target.value })); };
  const complete = form.code.length >= 8 && form.displayName.trim() !== '' && /^[a-z0-9][a-z0-9._-]{1,39}$/.test(form.accountName) && form.password.length >= 10;
  return (
    <form className="sign-in form-rows" onSubmit={(event) => { event.preventDefault(); void knock({ ...form, displayName: form.displayName.trim() }); }}>
      <label><span>{say('code')}</span><Input autoFocus autoComplete="off" value={form.code} maxLength={64} onChange={set('code')} /></label>
      <label><span>{say('display-name')}</span><Input autoComplete="name" value={form.displayName} maxLength={80} onChange={set('displayName')} /></label>
      <label><span>{say('name')} · {say('name-rule')}</span><Input name="username" autoComplete="username" value={form.accountName} maxLength={40} onChange={set('accountName')} /></label>
      <label><span>{say('password')} · {say('password-rule')}</span><Input.Password name="password" autoComplete="new-password" value={form.password} maxLength={200} onChange={set('password')} /></label>
      <Refused kind={refused} />
      <Button type="primary" htmlType="submit" size="large" loading={knocking} disabled={!complete}>{say('create')}</Button>
    </form>
  );
}
