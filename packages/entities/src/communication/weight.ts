import type { Communication, Origin } from "./state.ts";

/** Bytes of a small object, of a value in it, and of a text beside its characters; measured roughly, rounded up. */
const objectBytes = 64;
const fieldBytes = 16;
const textBytes = 24;

/** About how many bytes an origin takes. */
export function originWeight({ visitor, attribution }: Origin): number {
  return objectBytes + weightOf(visitor) + weightOf(attribution);
}

/** About how many bytes an event's data take that a state keeps whole. */
export function dataWeight(data: object | undefined): number {
  return weightOf(data);
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

function weightOf(value: unknown): number {
  if (value === undefined) return 0;
  if (typeof value === "string") return textBytes + value.length;
  if (typeof value !== "object" || value === null) return fieldBytes;
  let bytes = objectBytes;
  for (const part of Object.values(value)) bytes += fieldBytes + weightOf(part);
  return bytes;
}
