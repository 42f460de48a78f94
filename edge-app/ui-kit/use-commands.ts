import { useCallback, useState } from 'react';
import type { Result } from 'retail-model/result.ts';
import type { AnswerOf, AskedOf, CommandOf, InputOf, QuestionOf, Refusal, ResultOf, ScreenClient, ScreenContract } from './screen-client.ts';
import { refusalWords } from './text/refusal-words.ts';
import { useToasts } from './toasts.tsx';

export interface Commands<C extends ScreenContract> {
  /** Sends; a refusal is shown in the person's words and also returned. */
  readonly send: <N extends CommandOf<C>>(command: N, input: InputOf<C, N>) => Promise<Result<ResultOf<C, N>, Refusal>>;
  readonly ask: <N extends QuestionOf<C>>(question: N, input: AskedOf<C, N>) => Promise<Result<AnswerOf<C, N>, Refusal>>;
  /** Whether a command of this name is under way: its button shows that it was touched. */
  readonly isSending: (command: CommandOf<C>) => boolean;
}

/** What a component does: it sends commands and lets the next snapshot tell what became of them. */
export function useCommands<C extends ScreenContract>(client: ScreenClient<C>): Commands<C> {
  const toast = useToasts();
  const [sending, setSending] = useState<readonly string[]>([]);
  const refuse = useCallback((refusal: Refusal) => { toast({ tone: 'warning', words: refusalWords(refusal.kind) }); }, [toast]);
  const send = useCallback<Commands<C>['send']>(async (command, input) => {
    setSending((now) => [...now, command]);
    const result = await client.send(command, input);
    setSending((now) => now.toSpliced(now.indexOf(command), 1));
    if (!result.ok) refuse(result.error);
    return result;
  }, [client, refuse]);
  const ask = useCallback<Commands<C>['ask']>(async (question, input) => {
    const result = await client.ask(question, input);
    if (!result.ok) refuse(result.error);
    return result;
  }, [client, refuse]);
  return { send, ask, isSending: (command) => sending.includes(command) };
}
