import { operatorFigures } from "@stats/facts";
import { z } from "zod";
import { defineQuestion } from "../question.ts";
import { instant, integer } from "../values.ts";

const params = z.object({
  /** Begin and end of whole buckets. */
  from: instant.refine((seconds) => seconds >= 100_000),
  to: instant,
  figure: z.enum(operatorFigures),
  grain: z.enum(["day", "hour"]),
  /** IANA zone by which days are cut: the account's of `online`, UTC of `statuses`. */
  zone: z.string(),
});

const row = z.object({
  source: z.enum(["ledger", "rollup"]),
  /** The hour, or the date as if it began in UTC, in epoch seconds; 0 = everything before the interval. */
  bucket: integer,
  /** Of the ledger: of this bucket alone. Of a roll-up: of all up to the bucket's end. */
  all_writes: integer,
  /** 64 bits, which add up without a carry. */
  all_digests: z.string(),
  /** Of a roll-up, epoch seconds. */
  begin: integer,
  end: integer,
});

/** Of which writes the ledger and the roll-ups of operators' time know, in no order. */
export const operatorBuckets = defineQuestion({ name: "operator-buckets", at: import.meta.url, params, row });

export type OperatorBucketsRow = z.output<typeof row>;
