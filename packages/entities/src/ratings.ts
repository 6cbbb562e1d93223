import type { EventData } from "@stats/events";
import { latest, type Moment, type Valued } from "./moment.ts";

export type Face = "none" | "sad" | "neutral" | "happy";
export type Vote = "none" | "positive" | "negative";

/** The columns in which a chat or a call keeps how its visitor rated it. */
export interface RatingColumns {
  readonly face: Face;
  readonly vote: Vote;
  /** 1..5, 0 = none */
  readonly score: number;
}

/** The ratings of a chat or a call: face, vote and score are independent of each other, for each the latest event that carries it (rulings X9). */
export interface Ratings {
  face: Valued<Face> | undefined;
  vote: Valued<Vote> | undefined;
  score: Valued<number> | undefined;
}

export const unrated: RatingColumns = { face: "none", vote: "none", score: 0 };

export function noRatings(): Ratings {
  return { face: undefined, vote: undefined, score: undefined };
}

export function rate(ratings: Ratings, at: Moment, { face, vote, score }: EventData["chat.rated.v1"] | EventData["call.rated.v1"]): void {
  if (face !== undefined) ratings.face = latest(ratings.face, { ...at, value: face });
  if (vote !== undefined) ratings.vote = latest(ratings.vote, { ...at, value: vote });
  if (score !== undefined) ratings.score = latest(ratings.score, { ...at, value: score });
}

export function ratingColumns({ face, vote, score }: Ratings): RatingColumns {
  return { face: face?.value ?? "none", vote: vote?.value ?? "none", score: score?.value ?? 0 };
}
