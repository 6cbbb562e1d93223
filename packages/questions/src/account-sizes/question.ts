import { dialogCuts } from "@stats/facts";
import { z } from "zod";
import { defineQuestion } from "../question.ts";
import { integer } from "../values.ts";

const row = z.object({
  fact: z.enum(["chat", "call", "lead", "status_change", "operator"]),
  /** Its first second; 0 = of all days that have roll-ups. */
  month: integer,
  /** Of month 0: the cut by which those days have roll-ups; else empty. */
  cut: z.enum(["", ...Object.keys(dialogCuts)]),
  /** Of operators, the buckets that roll-ups have of them. */
  all_writes: integer,
  /** Of month 0; of operators, how many ever had a status. */
  all_dialogs: integer,
});

/** How many rows of each fact an account has written in which month. */
export const accountSizes = defineQuestion({ name: "account-sizes", at: import.meta.url, params: z.object({}), row });

export type AccountSizesRow = z.output<typeof row>;
