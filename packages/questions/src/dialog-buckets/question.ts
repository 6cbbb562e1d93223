import { type DialogCut, dialogCuts } from "@stats/facts";
import { z } from "zod";
import { defineQuestion } from "../question.ts";
import { flag, instant, integer } from "../values.ts";

const cutNames = Object.keys(dialogCuts) as [DialogCut, ...DialogCut[]];

const params = z.object({
  /** Whole UTC hours. */
  from: instant.refine((seconds) => seconds >= 100_000),
  to: instant,
  /** IANA zone of the days. */
  zone: z.string(),
  grain: z.enum(["day", "hour"]),
  cut: z.enum(cutNames),
  of: z.enum(["chats", "all"]),
});

const row = z.object({
  /** Who says it: the ledger, or the roll-up of a cut. */
  source: z.enum(["ledger", ...cutNames]),
  kind: z.enum(["chat", "call", "lead"]),
  /** Days since 1970 of the local date, or the hour in epoch seconds. */
  bucket: integer,
  all_writes: integer,
  all_digests: z.string(),
  dialogs: integer,
  /** Of the ledger: the first and the last hour of the bucket with anything in it, and whether all are whole hours on the account's clock. */
  first_hour: integer,
  last_hour: integer,
  is_even: flag,
});

/** Of which writes the ledger and the roll-ups of dialogs know, in no order. */
export const dialogBuckets = defineQuestion({ name: "dialog-buckets", at: import.meta.url, params, row });

export type DialogBucketsRow = z.output<typeof row>;
