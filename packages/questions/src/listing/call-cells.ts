import { type ScalarColumn, text } from "./column.ts";

/** A number of digits; a hidden one is kept as an empty text and shown as null (rulings, "settled last"). */
export const phone = (column: string): ScalarColumn => text(`nullIf(cast(${column} as String), '')`);

/** What the end of a call decides: null while it goes on (ruling A11). */
export const whenFinished = (expression: string): string => `if(finished, ${expression}, null)`;
