import { weightOf } from "../weight-of.ts";
import type { Communication } from "./state.ts";

/** About how many bytes take what is said of a communication. */
export function communicationWeight(said: Communication | undefined): number {
  if (said === undefined) return 0;
  const { tags, sales, attributes, visitor } = said;
  return weightOf([attributes, visitor, ...(tags?.values() ?? []), ...(sales?.values() ?? [])]);
}
