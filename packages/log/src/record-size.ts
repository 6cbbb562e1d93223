import type { AppendRecord } from "./port.ts";

/** The bytes of a record's key, headers and value, without any framing. */
export function recordSize({ key, headers, value }: Pick<AppendRecord, "key" | "headers" | "value">): number {
  let size = byteLength(key) + byteLength(value);
  for (const [name, content] of Object.entries(headers ?? {})) size += Buffer.byteLength(name) + byteLength(content);
  return size;
}

function byteLength(content: string | Buffer | null): number {
  return content === null ? 0 : Buffer.byteLength(content);
}
