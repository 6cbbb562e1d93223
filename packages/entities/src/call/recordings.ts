import type { EventData } from "@stats/events";
import type { Moment } from "../moment.ts";

export type RecordingKind = EventData["call.recorded.v1"]["kind"];

/** A recording of a call, with the earliest time at which it was told of. */
export interface Recording {
  readonly kind: RecordingKind;
  readonly hash: string;
  /** 0 = of the call as a whole */
  readonly legId: number;
  readonly timeMs: number;
}

/** Notes a recording; told again of the same leg it is the same recording, of the earliest time. */
export function addRecording(recordings: Recording[], { timeMs }: Moment, { kind, hash, leg_id: legId = 0 }: EventData["call.recorded.v1"]): void {
  const index = recordings.findIndex((known) => known.hash === hash && known.kind === kind && known.legId === legId);
  const known = recordings[index];
  if (known === undefined) recordings.push({ kind, hash, legId, timeMs });
  else if (timeMs < known.timeMs) recordings[index] = { ...known, timeMs };
}

/** The hashes of one kind in the order of their times, then of their texts, each once (rulings A13); of one leg, or of the call with all its legs. */
export function hashesOf(recordings: readonly Recording[], kind: RecordingKind, legId?: number): readonly string[] {
  const wanted = recordings.filter((each) => each.kind === kind && (legId === undefined || each.legId === legId));
  const inOrder = wanted.toSorted((a, b) => a.timeMs - b.timeMs || (a.hash < b.hash ? -1 : 1));
  return [...new Set(inOrder.map(({ hash }) => hash))];
}
