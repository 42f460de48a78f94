/** An outcome the caller is expected to handle. Bugs and broken environments throw instead. */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value });
export const fail = <const E>(error: E): Result<never, E> => ({ ok: false, error });

/** Compile-time proof that a switch over a union is complete. */
export const unreachable = (value: never): never => {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
};
