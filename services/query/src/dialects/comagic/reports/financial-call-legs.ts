import { callLegListColumns as columns, callLegs } from "@stats/questions";
import { field } from "../report/field.ts";
import { defineReport } from "../report/report.ts";
import { periodOf } from "../report/selection.ts";

/** Legs that were charged, also with nothing (ruling A32). */
export const financialCallLegsReport = defineReport({
  name: "get.financial_call_legs_report",
  summary: "What was charged for legs of calls",
  listing: callLegs,
  selection: periodOf(columns.started_at, { column: columns.total_charge, is: { test: "not_null" } }),
  fields: [
    field("start_time", columns.started_at, "SD"),
    field("direction", columns.direction, "FSD"),
    field("source", columns.source, "FSD"),
    field("call_session_id", columns.call_id, "FSD"),
    field("leg_id", columns.leg_id, "FSD"),
    field("calling_phone_number", columns.calling_phone_number, "FSD"),
    field("called_phone_number", columns.called_phone_number, "FSD"),
    field("duration", columns.duration, "FSD"),
    field("chargeable_duration", columns.chargeable_duration, "FSD"),
    field("direction_type", columns.direction_type, "FSD"),
    field("cost_per_minute", columns.cost_per_minute, "FSD"),
    field("total_charge", columns.total_charge, "FSD"),
    field("bonuses_charge", columns.bonuses_charge, "FSD"),
  ],
});
