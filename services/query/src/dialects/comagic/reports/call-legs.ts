import { callLegListColumns as columns, callLegs } from "@stats/questions";
import { unanswered } from "../report/blocks.ts";
import { field } from "../report/field.ts";
import { defineReport } from "../report/report.ts";
import { periodOf } from "../report/selection.ts";

/** Legs of calls, once they have ended, whatever the state of their calls (rulings A14 to A16). */
export const callLegsReport = defineReport({
  name: "get.call_legs_report",
  summary: "Legs of calls",
  listing: callLegs,
  selection: periodOf(columns.started_at, { column: columns.total_duration, is: { test: "not_null" } }),
  fields: [
    field("id", columns.leg_id, "FD"),
    field("call_session_id", columns.call_id, "FSD"),
    field("call_records", columns.call_records, "D"),
    field("start_time", columns.started_at, "SD"),
    field("connect_time", columns.connected_at, "D"),
    field("duration", columns.duration, "FSD"),
    field("total_duration", columns.total_duration, "FSD"),
    field("virtual_phone_number", columns.virtual_phone_number, "FSD"),
    field("calling_phone_number", columns.calling_phone_number, "FSD"),
    field("called_phone_number", columns.called_phone_number, "FSD"),
    field("direction", columns.direction, "FSD"),
    // spelt so by the vendor
    field("is_transfered", columns.is_transferred, "FSD"),
    field("is_operator", columns.is_operator, "FSD"),
    field("employee_id", columns.employee_id, "FSD"),
    field("employee_full_name", columns.employee_name, "FS"),
    field("employee_phone_number", columns.employee_phone_number, "FS"),
    field("employee_rating", columns.employee_rating, "FSD"),
    field("scenario_id", columns.scenario_id, "FSD"),
    field("scenario_name", columns.scenario_name, "FS"),
    field("is_coach", columns.is_coach, "FSD"),
    field("release_cause_code", columns.release_cause_code, "FSD"),
    field("release_cause_description", columns.release_cause_description, "FSD"),
    field("is_failed", columns.is_failed, "FSD"),
    field("is_talked", columns.is_talked, "FS"),
    field("contact_id", columns.contact_id),
    field("contact_full_name", columns.contact_name),
    field("contact_phone_number", columns.contact_phone_number),
    field("wav_call_records", columns.no_records),
    ...unanswered("finish_reason", "finish_reason_description", "action_id", "action_name", "group_id", "group_name"),
  ],
});
