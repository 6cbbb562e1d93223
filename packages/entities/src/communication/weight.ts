import { weightOf } from "../weight-of.ts";
import type { Communication, Origin } from "./state.ts";

const objectBytes = 64;

/** About how many bytes an origin takes. */
export function originWeight({ visitor, attribution }: Origin): number {
  return objectBytes + weightOf(visitor) + weightOf(attribution);
}

/** About how many bytes take what is said of a communication. */
export function communicationWeight(said: Communication | undefined): number {
  if (said === undefined) return 0;
  const { tags, sales, attributes, visitor } = said;
  let bytes = objectBytes + weightOf(attributes) + weightOf(visitor);
  for (const mark of tags?.values() ?? []) bytes += weightOf(mark);
  for (const sale of sales?.values() ?? []) bytes += weightOf(sale);
  return bytes;
}
