import type { CallState } from "./state.ts";

/** Bytes of the state with its map, of a leg with its start and texts, of one small object, and of one number in a list; measured roughly, rounded up. */
const stateBytes = 384;
const legBytes = 560;
const objectBytes = 80;
const numberBytes = 16;

/** About how many bytes a call's state takes: what grows (legs, talks, starts) is counted, the rest is a constant. */
export function callWeight({ legs, starts }: CallState): number {
  const marks = [...legs.values()].reduce((sum, { talkMarks }) => sum + talkMarks.length, 0);
  return stateBytes + legBytes * legs.size + objectBytes * marks + numberBytes * starts.length;
}
