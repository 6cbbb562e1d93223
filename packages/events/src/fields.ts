import { z } from "zod";
import { parseInstant } from "./instant.ts";

/**
 * The field types of the contract, section 1. Optional fields are `.optional()`: a null in one of them has been taken out
 * before (see without-nulls.ts).
 */

/** An identifier: an integer from 1 to 2^53-1. */
const idRange = { error: "must be an integer from 1 to 9007199254740991" };
export const id = z.int(idRange).min(1, idRange).max(Number.MAX_SAFE_INTEGER, idRange);
export const ids = z.array(id);

/** Any text, the empty one included. */
export const text = z.string();

/** An identifier that is a text: not empty. */
export const textId = z.string().min(1);

/** At most `max` characters (code points, as JSON Schema counts them). */
export function textUpTo(max: number): z.ZodString {
  return z
    .string()
    .refine((value) => value.length <= max || codePoints(value) <= max, { error: `must be at most ${max} characters` })
    .meta({ maxLength: max });
}

/** A list that may grow without notice: any text of at most 64 characters. */
export const openEnum = textUpTo(64);

/** Whole seconds, or another whole amount. */
const countRange = { error: "must be an integer from 0 to 9007199254740991" };
export const count = z.int(countRange).min(0, countRange);

/** Only digits; a hidden number is the empty text where `hiddenPhoneNumber` allows it. */
export const phoneNumber = z.string().regex(/^[0-9]+$/, { error: "must be a string of digits" });
export const hiddenPhoneNumber = z.string().regex(/^[0-9]*$/, { error: "must be a string of digits (empty for a hidden number)" });

/** Any version and variant, either case; the key carries it as it is written here. */
export const uuid = z.guid({ error: "must be a UUID" });

/** A calendar date that exists, YYYY-MM-DD. */
export const date = z.iso.date({ error: "must be an existing date written YYYY-MM-DD" });

/** An instant with its zone, RFC 3339. */
const instant = z
  .string()
  .refine((value) => parseInstant(value) !== undefined, { error: "must be an RFC 3339 time with a zone" })
  .meta({ format: "date-time" });

export const dateOrInstant = z.union([date, instant], { error: "must be an existing date written YYYY-MM-DD or an RFC 3339 time with a zone" });

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
  { error: "must be an amount of at most 14 digits and 4 decimals (as a number: at most 15 digits in all)" },
);

function codePoints(value: string): number {
  let characters = 0;
  for (const _ of value) characters += 1;
  return characters;
}
