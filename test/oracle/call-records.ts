import type { CallEvent } from "./call-legs.ts";

/**
 * A13, A16: hashes of one kind by time, then hash, each once; of one leg, or of the whole call.
 * @param inOrder the call's events by time
 */
export function callRecords(inOrder: readonly CallEvent[], kind: "call" | "voice_mail", legId?: number): readonly string[] {
  const recorded = inOrder.filter(
    ({ type, data }) => type === "call.recorded.v1" && data["kind"] === kind && (legId === undefined || data["leg_id"] === legId),
  );
  const hashes = recorded.map(({ timeMs, data }) => ({ timeMs, hash: String(data["hash"]) }));
  return [...new Set(hashes.toSorted((a, b) => a.timeMs - b.timeMs || (a.hash < b.hash ? -1 : 1)).map(({ hash }) => hash))];
}
