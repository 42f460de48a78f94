import { Button } from './button.tsx';
import { kitText } from './text/kit-text.ts';
import { useText } from './text/language-context.tsx';
import './screen-keyboard.css';

const rows = ['1234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/** Latin letters and digits. Chinese goods are found by their pinyin initials ('nn' for 牛奶), so letters are enough. */
export function ScreenKeyboard({ text, mostLetters = 40, onText }: { readonly text: string; readonly mostLetters?: number; readonly onText: (text: string) => void }) {
  const say = useText(kitText);
  const add = (letter: string): void => { if (text.length < mostLetters) onText(text + letter); };
  return (
    <div className="screen-keyboard">
      {rows.map((row, place) => (
        <div key={row} className="screen-keyboard-row">
          {[...row].map((letter) => <Button key={letter} lang="en" onClick={() => { add(letter); }}>{letter.toUpperCase()}</Button>)}
          {place === rows.length - 1 && <Button className="screen-keyboard-wide" onClick={() => { add(' '); }}>{say('space')}</Button>}
          {place === rows.length - 1 && <Button className="screen-keyboard-wide" icon="back" aria-label={say('backspace')} onClick={() => { onText(text.slice(0, -1)); }} />}
        </div>
      ))}
    </div>
  );
}
