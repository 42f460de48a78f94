/** Structured log: an event's name and its facts. Never a name of a person, never a key, a code or a token. */
export interface CloudLog {
  info(event: string, facts: Readonly<Record<string, unknown>>): void;
  warn(event: string, facts: Readonly<Record<string, unknown>>): void;
  error(event: string, facts: Readonly<Record<string, unknown>>): void;
}
