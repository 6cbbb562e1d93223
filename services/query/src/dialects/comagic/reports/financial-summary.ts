import { chargeListColumns as columns, chargesOfMonth } from "@stats/questions";
import { z } from "zod";
import { field } from "../report/field.ts";
import { defineReport } from "../report/report.ts";
import { defineSelection } from "../report/selection.ts";

const shape = {
  year: z.int().min(2000).max(2100),
  month: z.int().min(1).max(12),
};

/** The days of a month of the account's calendar (ruling R12). */
const month = defineSelection({
  shape,
  select(params) {
    const first = Temporal.PlainDate.from({ year: params.year, month: params.month, day: 1 });
    return { within: { all: [] }, listing: chargesOfMonth(String(first), String(first.add({ months: 1 }))) };
  },
  example(now) {
    const today = new Date(now);
    return { year: today.getUTCFullYear(), month: today.getUTCMonth() + 1 };
  },
});

/** What was charged day by day (ruling A31). Every field is in the default answer and may be filtered and sorted (ruling R1). */
export const financialSummaryReport = defineReport({
  name: "get.financial_summary_report",
  summary: "Charges of a month by day",
  selection: month,
  fields: [
    field("date", columns.charged_on, "FSD"),
    field("total_charge", columns.total, "FSD"),
    field("bonuses_charge", columns.bonuses, "FSD"),
    field("subscriber_fee", columns.subscriber_fee, "FSD"),
    field("telecom_services", columns.telecom_services, "FSD"),
    field("additional_services", columns.additional_services, "FSD"),
    field("one_off_services", columns.one_off_services, "FSD"),
    field("changes", columns.changes, "FSD"),
  ],
});
