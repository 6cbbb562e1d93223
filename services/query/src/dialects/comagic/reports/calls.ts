import { callListColumns as columns, calls } from "@stats/questions";
import { z } from "zod";
import { attributesField, attributionFields, laterFields, propertiesField, segmentsField, tagsField, unanswered, visitorFields } from "../report/blocks.ts";
import { field, nested } from "../report/field.ts";
import { defineReport } from "../report/report.ts";
import { defineSelection, period } from "../report/selection.ts";

const ongoing = { include_ongoing_calls: z.boolean().optional().describe("Also calls that still go on; what only their end can tell is null") };
const ofTime = period(columns.started_at, ongoing);

/** Calls are listed once they are finished (ruling A2). */
const selection = defineSelection({
  ...ofTime,
  select(params, zone) {
    const { within } = ofTime.select(params, zone);
    if (params["include_ongoing_calls"] === true) return { within };
    return { within: { all: [within, { column: columns.finished, is: { test: "equals", value: true } }] } };
  },
});

/** Calls of a time (rulings A5 to A13). */
export const callsReport = defineReport({
  name: "get.calls_report",
  summary: "Calls",
  listing: calls,
  selection,
  fields: [
    field("id", columns.communication_id, "FD"),
    field("start_time", columns.started_at, "SD"),
    field("finish_time", columns.finished_at, "D"),
    field("finish_reason", columns.finish_reason, "FSD"),
    field("direction", columns.direction, "FSD"),
    field("source", columns.source, "FSD"),
    field("is_lost", columns.lost, "FSD"),
    field("communication_number", columns.communication_number, "FS"),
    field("communication_id", columns.communication_id, "FD"),
    field("communication_type", columns.kind, "D"),
    field("wait_duration", columns.wait, "FD"),
    field("total_wait_duration", columns.total_wait, "FD"),
    field("talk_duration", columns.talk_duration, "FD"),
    field("clean_talk_duration", columns.clean_talk_duration, "FD"),
    field("total_duration", columns.total_duration, "FD"),
    field("postprocess_duration", columns.postprocess_duration, "F"),
    field("call_records", columns.call_records, "D"),
    field("voice_mail_records", columns.voice_mail_records),
    field("virtual_phone_number", columns.virtual_phone_number, "FSD"),
    field("sale_date", columns.sale_date, "FS"),
    field("sale_cost", columns.sale_cost, "FS"),
    field("is_transfer", columns.is_transferred, "FS"),
    ...attributionFields(columns),
    tagsField(columns.tags),
    nested("employees", columns.employees, { employee_id: "id", employee_full_name: "name", is_answered: "answered", is_talked: "talked" }, "F"),
    field("last_answered_employee_id", columns.last_answered_id, "F"),
    field("last_answered_employee_full_name", columns.last_answered_name, "F"),
    field("first_answered_employee_id", columns.first_answered_id, "F"),
    field("first_answered_employee_full_name", columns.first_answered_name, "F"),
    field("last_talked_employee_id", columns.last_talked_id, "F"),
    field("last_talked_employee_full_name", columns.last_talked_name, "F"),
    field("first_talked_employee_id", columns.first_talked_id, "F"),
    field("first_talked_employee_full_name", columns.first_talked_name, "F"),
    field("scenario_name", columns.scenario_name, "F"),
    field("scenario_id", columns.scenario_id, "FS"),
    field("site_domain_name", columns.site_name, "F"),
    field("site_id", columns.site_id, "FS"),
    field("campaign_name", columns.campaign_name, "F"),
    field("campaign_id", columns.campaign_id, "FS"),
    field("visit_other_campaign", columns.visit_other_campaign),
    ...visitorFields(columns, { visitor_id: "FS" }),
    propertiesField("visitor_custom_properties", columns.properties),
    segmentsField(columns.segments),
    field("call_api_request_id", columns.api_request_id, "F"),
    field("call_api_external_id", columns.api_external_id, "F"),
    field("contact_id", columns.contact_id, "F"),
    field("contact_full_name", columns.contact_name, "F"),
    field("contact_phone_number", columns.contact_phone_number, "FD"),
    attributesField(columns.attributes),
    ...laterFields,
    field("wav_call_records", columns.no_records),
    field("full_record_file_link", columns.last_record_link),
    field("operator_phone_number", columns.operator_phone_number),
    field("last_answered_employee_rating", columns.score),
    ...unanswered("cpn_region_id", "cpn_region_name", "cpn_country_id", "cpn_country_name", "properties", "scenario_operations"),
    ...unanswered("lost_call_processing_duration", "auto_call_campaign_name", "ext_id"),
  ],
  examples: (example) => ({
    lost: {
      summary: "Lost calls of a source, with the employees who were rung",
      params: {
        ...example,
        fields: ["id", "start_time", "wait_duration", "contact_phone_number", "employees"],
        filter: { field: "is_lost", operator: "=", value: true },
        sort: [{ field: "start_time", order: "desc" }],
      },
    },
  }),
});
