import type { OpenByteLink } from '../byte-link.ts';

/** What went over a wire: `in` from the device, `out` to it. */
export type HeardBytes = (direction: 'in' | 'out', bytes: Uint8Array) => void;

/** The same link, with everything that passes told to `heard`, after it arrived and before it is sent. */
export const tapLink = (open: OpenByteLink, heard: HeardBytes): OpenByteLink => async (signal) => {
  const link = await open(signal);
  const incoming = async function* (): AsyncGenerator<Uint8Array> {
    for await (const bytes of link.incoming) {
      heard('in', bytes);
      yield bytes;
    }
  };
  return {
    incoming: incoming(),
    send: async (bytes) => {
      heard('out', bytes);
      await link.send(bytes);
    },
    close: () => link.close(),
  };
};
