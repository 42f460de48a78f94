import { z } from 'zod';
import { SHELL_ORIGIN } from './shell-pages.ts';

/**
 * Everything a page may ask of the shell: one thing, from the shell's own page. Screens speak to the store over HTTP and need no bridge.
 * A new channel is a new row here, with its arguments' schema and the one origin that may send it.
 */
export const shellChannels = {
  'retry-now': { args: z.tuple([]), sender: SHELL_ORIGIN },
} as const;
export type ShellChannel = keyof typeof shellChannels;

/** Who sent a message: the URL of the frame and whether it is the top one (null when the frame is gone already). */
export interface ChannelSender {
  readonly url: string;
  readonly isTopFrame: boolean;
}

/** Whether this message is one that its channel takes. Everything else gets no answer that tells why. */
export function isAllowedMessage(channel: ShellChannel, sender: ChannelSender | null, args: readonly unknown[]): boolean {
  if (!sender?.isTopFrame || !URL.canParse(sender.url)) return false;
  const { protocol, host } = new URL(sender.url);
  return `${protocol}//${host}` === shellChannels[channel].sender && shellChannels[channel].args.safeParse(args).success;
}
