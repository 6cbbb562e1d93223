import { flag, type Flag } from "../versioned.ts";
import { unionSeconds, type Talk } from "./talks.ts";

/** The columns of a call that its times decide. */
export interface CallFigures {
  /** An operator's leg that is no coach's has talked. */
  readonly answered: Flag;
  readonly finished: Flag;
  readonly lost: Flag;
  readonly first_talk_at: number;
  /** 0 until finished, as are all the columns down to total_wait, but the wait for an answer. */
  readonly last_talk_end_at: number;
  readonly finished_at: number;
  /** From the start to the first talk; of a finished call without talk, to its end. */
  readonly wait: number;
  readonly talk_duration: number;
  readonly clean_talk_duration: number;
  readonly total_wait: number;
}

export const noFigures: CallFigures = {
  answered: 0,
  finished: 0,
  lost: 0,
  first_talk_at: 0,
  last_talk_end_at: 0,
  finished_at: 0,
  wait: 0,
  talk_duration: 0,
  clean_talk_duration: 0,
  total_wait: 0,
};

export interface CallTimes {
  readonly isIncoming: boolean;
  /** What the latest call.finished says; undefined = nothing. */
  readonly saidLost: boolean | undefined;
  readonly start: number;
  /** Undefined while the call goes on. */
  readonly finish: number | undefined;
  /** Of the operators' legs. */
  readonly talks: readonly Talk[];
}

/** Waiting, talking and being lost (contract, section 5; rulings A10, A11). Of a call that goes on only the answer and the wait for it are known. */
export function figuresOf({ isIncoming, saidLost, start, finish, talks }: CallTimes): CallFigures {
  const firstTalk = earliestStart(talks);
  const waitedUntil = firstTalk ?? finish;
  // An event dated before the call's start shortens nothing: no duration is ever negative.
  const wait = waitedUntil === undefined ? 0 : Math.max(0, waitedUntil - start);
  const known: CallFigures = { ...noFigures, answered: flag(firstTalk !== undefined), first_talk_at: firstTalk ?? 0, wait };
  if (finish === undefined) return known;
  const lost = flag(saidLost ?? (isIncoming && firstTalk === undefined));
  if (firstTalk === undefined) return { ...known, finished: 1, finished_at: finish, lost, total_wait: wait };
  const lastTalkEnd = latestEnd(talks, firstTalk);
  const talk = lastTalkEnd - firstTalk;
  const clean = unionSeconds(talks);
  return {
    ...known,
    finished: 1,
    finished_at: finish,
    lost,
    last_talk_end_at: lastTalkEnd,
    talk_duration: talk,
    clean_talk_duration: clean,
    total_wait: wait + talk - clean,
  };
}

function earliestStart(talks: readonly Talk[]): number | undefined {
  return talks.length === 0 ? undefined : talks.reduce((least, { from }) => Math.min(least, from), Infinity);
}

function latestEnd(talks: readonly Talk[], firstTalk: number): number {
  return talks.reduce((most, { to }) => Math.max(most, to ?? most), firstTalk);
}
