/** Percent encoding of one value in a URI (RFC 3986 §2.1). A `+` is a blank in the query and itself in the path; `%` before anything but two hex digits stands for itself. */
export const parsePercentEncoded = (text: string, place: 'path' | 'query'): string =>
  (place === 'query' ? text.replaceAll('+', ' ') : text).replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** Encodes everything but the unreserved characters of RFC 3986 §2.3, `!'()*` included. */
export const percentEncode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
