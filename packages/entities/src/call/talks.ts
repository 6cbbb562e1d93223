import { isLater, secondsOf, type Moment } from "../moment.ts";

/** A leg begins to take part in a conversation, or ceases to. */
export interface TalkMark extends Moment {
  readonly isStart: boolean;
}

/** A stretch of conversation in epoch seconds, [from, to); `to` undefined = it goes on. */
export interface Talk {
  readonly from: number;
  readonly to: number | undefined;
}

/** When a leg began to talk, each time that it was said, epoch milliseconds; in the order of the log. */
export function talkStartsOf(marks: readonly TalkMark[]): readonly number[] {
  return marks.filter(({ isStart }) => isStart).map(({ timeMs }) => timeMs);
}

/**
 * The talks of one leg in order: each from a start to the next end. A start within a talk and an end outside of one change nothing. What has
 * no end of its own ends at `lastEnd` (the leg's end, or the call's; undefined = neither yet), but not before it began.
 */
export function talksOf(marks: readonly TalkMark[], lastEnd: number | undefined): readonly Talk[] {
  const talks: Talk[] = [];
  let from: number | undefined;
  for (const mark of marks.toSorted((a, b) => (isLater(a, b) ? 1 : -1))) {
    const seconds = secondsOf(mark.timeMs);
    if (mark.isStart) from ??= seconds;
    else if (from !== undefined) {
      talks.push({ from, to: seconds });
      from = undefined;
    }
  }
  if (from !== undefined) talks.push({ from, to: lastEnd === undefined ? undefined : Math.max(from, lastEnd) });
  return talks;
}

/** Seconds of conversation and of the pauses between, over talks that do not overlap; a talk that goes on counts nothing yet. */
export function talkAndHold(talks: readonly Talk[]): { readonly talk: number; readonly hold: number } {
  let talk = 0;
  let hold = 0;
  let lastTo: number | undefined;
  for (const { from, to } of talks) {
    if (lastTo !== undefined) hold += from - lastTo;
    if (to !== undefined) talk += to - from;
    lastTo = to;
  }
  return { talk, hold };
}

/** How many seconds lie in at least one of the talks; one that goes on counts nothing. */
export function unionSeconds(talks: readonly Talk[]): number {
  let seconds = 0;
  let covered = -Infinity;
  for (const { from, to } of talks.toSorted((a, b) => a.from - b.from)) {
    if (to === undefined || to <= covered) continue;
    seconds += to - Math.max(from, covered);
    covered = to;
  }
  return seconds;
}
