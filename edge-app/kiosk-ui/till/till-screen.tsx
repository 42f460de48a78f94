export function TillScreen(_: { readonly connection: unknown }) { return null; }
