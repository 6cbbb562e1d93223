import type { StatusFact } from "./status-fact.ts";

/** A sample: whole seconds of one status inside one bucket, [from, to), epoch seconds. */
export interface Piece {
  readonly status: string;
  readonly from: number;
  readonly to: number;
}

type Cut = "none" | "day" | "hour" | "hour_of_day";
const bucketSeconds = { day: 86_400, hour: 3_600, hour_of_day: 3_600 } as const;

/** The pieces of one operator's time inside the window, cut at the edges of the asked buckets (V1, V2), in order of time. */
export function statusPieces(changes: readonly StatusFact[], window: { readonly from: number; readonly to: number }, cut: Cut): readonly Piece[] {
  const distinct = withoutRepeats(winners(changes));
  const intervals = distinct.map((change, index) => {
    const next = distinct[index + 1];
    const end = next ? Math.floor(next.changed_at_ms / 1000) : window.to; // the last one is open
    return {
      status: change.status,
      from: Math.max(Math.floor(change.changed_at_ms / 1000), window.from),
      to: Math.min(end, window.to),
    };
  });
  return intervals.flatMap((interval) => cutUp(interval, cut));
}

/** Contract, section 5: by event time; of several at one instant the higher offset wins. */
function winners(changes: readonly StatusFact[]): readonly StatusFact[] {
  const inOrder = changes.toSorted((a, b) => a.changed_at_ms - b.changed_at_ms || a.offset - b.offset);
  return inOrder.filter((change, index) => inOrder[index + 1]?.changed_at_ms !== change.changed_at_ms);
}

/** Repeating the same status does not start a new interval; decided on milliseconds, before anything is cut (V1). */
function withoutRepeats(changes: readonly StatusFact[]): readonly StatusFact[] {
  return changes.filter((change, index) => changes[index - 1]?.status !== change.status);
}

/** V1: what is shorter than a whole second is no sample. */
function cutUp({ status, from, to }: Piece, cut: Cut): readonly Piece[] {
  const pieces: Piece[] = [];
  for (let start = from; start < to;) {
    const edge = cut === "none" ? to : (Math.floor(start / bucketSeconds[cut]) + 1) * bucketSeconds[cut];
    const end = Math.min(edge, to);
    pieces.push({ status, from: start, to: end });
    start = end;
  }
  return pieces;
}
