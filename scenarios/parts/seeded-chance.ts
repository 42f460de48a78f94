import { seededRandom } from 'simulators/seeded-random.ts';

/** Ids and bytes from a seed: the same in every run, for days that must repeat. Never for a real store. */
export function seededChance(seed: number, name: string) {
  const bytesOf = (stream: string) => {
    const random = seededRandom(seed).fork(stream);
    return (size: number): Uint8Array => Uint8Array.from({ length: size }, () => random.integer(0, 255));
  };
  const randomBytes = bytesOf(name);
  // Ids have a stream of their own: how many bytes sessions and jitter take must not change them.
  const idBytes = bytesOf(`${name}-ids`);
  return {
    randomBytes,
    /** In the form of a UUID, version 4. */
    newId(): string {
      const hex = Buffer.from(idBytes(16)).toString('hex');
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
    },
  };
}
