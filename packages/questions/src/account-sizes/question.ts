import { type DialogCut, dialogCuts } from "@stats/facts";
import { z } from "zod";
import { defineQuestion } from "../question.ts";
import { integer } from "../values.ts";

/** What roll-ups are kept of: dialogs by a cut, or operators' time by figure and grain. */
export const keptKinds = [...(Object.keys(dialogCuts) as DialogCut[]), "statuses hour", "statuses day", "online day"] as const;
export type KeptKind = (typeof keptKinds)[number];

const row = z.object({
  fact: z.enum(["chat", "call", "lead", "status_change", "operator", "operator_buckets"]),
  /** Its first second; 0 = of all that has roll-ups. */
  month: integer,
  /** Of month 0: by what those buckets are kept; else empty. */
  kept: z.enum(["", ...keptKinds]),
  /** Of operators' buckets, how many there are. */
  all_writes: integer,
  /** Of month 0; of operators, how many ever had a status. */
  all_dialogs: integer,
});

/** How many rows of each fact an account has written in which month. */
export const accountSizes = defineQuestion({ name: "account-sizes", at: import.meta.url, params: z.object({}), row });

export type AccountSizesRow = z.output<typeof row>;
