import { createContext, useContext, useMemo, type ReactNode } from 'react';
import type { CommandInput, CommandName } from 'retail-model/api/store-contract.ts';
import type { LaneView } from 'retail-model/api/store-views.ts';
import { useStoreCommands } from 'edge-app/ui-kit/store-screen.tsx';

/** The commands that name a lane. A lane's screen only ever names its own. */
type LaneCommand = { [N in CommandName]: CommandInput<N> extends { readonly laneId: string } ? N : never }[CommandName];
type Rest<N extends LaneCommand> = Omit<CommandInput<N>, 'laneId'>;

export interface Lane {
  readonly view: LaneView;
  /** True when the store took the command; a refusal has been shown. */
  readonly send: <N extends LaneCommand>(command: N, input: Rest<N>) => Promise<boolean>;
  readonly isSending: (command: LaneCommand) => boolean;
}

const LaneContext = createContext<Lane | null>(null);

export function LaneProvider({ view, children }: { readonly view: LaneView; readonly children: ReactNode }) {
  const { send, isSending } = useStoreCommands();
  const lane = useMemo<Lane>(() => ({
    view,
    // The type system cannot put `laneId` back into the input it was taken out of.
    send: async (command, input) => (await send(command, { ...input, laneId: view.laneId } as CommandInput<typeof command>)).ok,
    isSending,
  }), [view, send, isSending]);
  return <LaneContext value={lane}>{children}</LaneContext>;
}

export function useLane(): Lane {
  const lane = useContext(LaneContext);
  if (!lane) throw new Error('This component needs a LaneProvider above it');
  return lane;
}
