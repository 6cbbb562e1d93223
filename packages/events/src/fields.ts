import { z } from "zod";
import { parseInstant } from "./instant.ts";

/**
 * The field types of the contract, section 1. Optional fields are `.optional()`: a null in one of them has been taken out
 * before (see without-nulls.ts).
 */

/** An identifier: an integer from 1 to 2^53-1. */
export const id = z.int().min(1).max(Number.MAX_SAFE_INTEGER);
export const ids = z.array(id);

/** Any text, the empty one included. */
export const text = z.string();

/** An identifier that is a text: not empty. */
export const textId = z.string().min(1);

/** At most `max` characters (code points, as JSON Schema counts them). */
export function textUpTo(max: number): z.ZodString {
  return z
    .string()
    .refine((value) => value.length <= max || codePoints(value) <= max, { error: `is longer than ${max} characters` })
    .meta({ maxLength: max });
}

/** A list that may grow without notice: any text of at most 64 characters. */
export const openEnum = textUpTo(64);

/** Whole seconds, or another whole amount. */
export const count = z.int().min(0);

/** Only digits; a hidden number is the empty text where `hiddenPhoneNumber` allows it. */
export const phoneNumber = z.string().regex(/^[0-9]+$/, { error: "is not a string of digits" });
export const hiddenPhoneNumber = z.string().regex(/^[0-9]*$/, { error: "is not a string of digits (or empty, for a hidden number)" });

/** A calendar date that exists, YYYY-MM-DD. */
export const date = z.iso.date({ error: "is not an existing date written YYYY-MM-DD" });

/** An instant with its zone, RFC 3339. */
export const instant = z
  .string()
  .refine((value) => parseInstant(value) !== undefined, { error: "is not an RFC 3339 time with a zone" })
  .meta({ format: "date-time" });

export const dateOrInstant = z.union([date, instant], { error: "is neither a date written YYYY-MM-DD nor an RFC 3339 time with a zone" });

/**
 * Money, at most 14 digits before the point and 4 after it; the output is a decimal string, never a float. A number may have at most 15
 * significant digits (what a double keeps exactly); larger amounts come as a string. A number's further decimals that a double
 * cannot hold are lost before anyone can see them, as in every JSON reader.
 */
export const money = z.union(
  [
    z.string().regex(/^-?[0-9]{1,14}(?:\.[0-9]{1,4})?$/),
    z
      .number()
      .refine((value) => /^-?[0-9]{1,14}(?:\.[0-9]{1,4})?$/.test(String(value)) && String(value).replaceAll(/[-.]/g, "").length <= 15)
      .transform(String),
  ],
  { error: "is not an amount with at most 14 digits and at most 4 decimals (as a number: at most 15 digits in all)" },
);

function codePoints(value: string): number {
  let characters = 0;
  for (const _ of value) characters += 1;
  return characters;
}
