import { communicationWeight } from "../communication/weight.ts";
import { weightOf } from "../weight-of.ts";
import type { CallState } from "./state.ts";

/** Bytes of the state with its map, of a leg without what is said of it, and of a mark of a talk; measured roughly, rounded up. */
const stateBytes = 384;
const legBytes = 192;
const markBytes = 80;

/** About how many bytes a call's state takes. */
export function callWeight({ legs, recordings, finished, said }: CallState): number {
  let bytes = stateBytes + weightOf(recordings) + weightOf(finished) + communicationWeight(said);
  for (const { started, starts, ended, charged, postprocessed, talkMarks } of legs.values())
    bytes += legBytes + weightOf(started) + weightOf(starts) + weightOf(ended) + weightOf(charged) + weightOf(postprocessed) + markBytes * talkMarks.length;
  return bytes;
}
