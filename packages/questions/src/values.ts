import { z } from "zod";

/** The database's DateTime ends here; asking beyond it asks up to it. */
const instantMax = 2 ** 32 - 1;

/** An instant in epoch seconds, brought into what the database can hold: no fact lies outside. */
export const instant = z
  .int()
  .transform((seconds) => Math.min(Math.max(seconds, 0), instantMax))
  .describe("epoch seconds");

/** An id as a filter: 1..2^53-1. */
export const id = z.int().positive();

/** An integer column: 64-bit ones come as texts. One that a double cannot hold exactly is refused rather than rounded. */
export const integer = z.union([
  z.int(),
  z
    .string()
    .regex(/^-?\d+$/)
    .transform(Number)
    .pipe(z.int()),
]);

/** A UInt8 used as a boolean column. */
export const flag = z.union([z.literal(0), z.literal(1), z.boolean()]).transform(Boolean);
