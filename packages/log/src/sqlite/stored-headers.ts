import type { AppendRecord, Headers } from "../port.ts";

/** Headers as JSON: bytes as latin1, which is one character a byte and therefore exact, and readable for the usual ASCII. */
export function toStoredHeaders(headers: AppendRecord["headers"]): string | null {
  const entries = Object.entries(headers ?? {});
  if (entries.length === 0) return null;
  return JSON.stringify(Object.fromEntries(entries.map(([name, content]) => [name, Buffer.from(content as string).toString("latin1")])));
}

/** The inverse of {@link toStoredHeaders}. */
export function fromStoredHeaders(stored: string | null): Headers {
  if (stored === null) return {};
  const entries = Object.entries(JSON.parse(stored) as Record<string, string>);
  return Object.fromEntries(entries.map(([name, content]) => [name, Buffer.from(content, "latin1")]));
}
