import { z } from "zod";
import { catalogue, eventTypes, type EventType } from "./catalogue.ts";
import { envelope } from "./envelope.ts";

/** zod generates straight-line code for a schema: about three times as fast as walking it, and these run for every event. */
export const envelopeParser = z.compile(envelope);

const dataParsers = new Map<string, z.ZodType>();

/** Compiled on first use: a process sees few of the types, and compiling all takes a while. */
export function dataParser(type: EventType): z.ZodType {
  const known = dataParsers.get(type);
  if (known !== undefined) return known;
  const compiled = z.compile<z.ZodType>(catalogue[type].data);
  dataParsers.set(type, compiled);
  return compiled;
}

/** Every schema can be compiled; the test that asks keeps the fast path from being lost in silence. */
export function compileAll(): void {
  z.compile(envelope, { strict: true });
  for (const type of eventTypes) z.compile<z.ZodType>(catalogue[type].data, { strict: true });
}
