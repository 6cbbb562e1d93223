import type { DecodedEvent } from "./decode-record.ts";

/**
 * A17 and "Settled last": how a chat went. As its latest close says; else from who wrote up to the close.
 * @param close the latest close, if there is one
 * @param messages the distinct messages up to the close
 * @param hasServant somebody was ever assigned or transferred to
 */
export function chatStatus(close: DecodedEvent | undefined, messages: readonly DecodedEvent[], hasServant: boolean): string {
  const wrote = (...authors: string[]) => messages.some(({ data }) => authors.includes(data.author ?? ""));
  if (!close) return hasServant || wrote("operator") ? "active" : "new";
  if (close.data.status != null) return close.data.status;
  if (!wrote("visitor")) return wrote("operator", "auto_invite") ? "refused" : "lost";
  return wrote("operator") ? "succeed" : "lost";
}
