import { constant, leadColumns as columns, leads, worded } from "@stats/questions";
import { z } from "zod";
import { attributesField, attributionFields, laterFields, propertiesField, segmentsField, tagsField, unanswered, visitorFields } from "../report/blocks.ts";
import { field } from "../report/field.ts";
import { defineReport } from "../report/report.ts";
import { period } from "../report/selection.ts";

const status = worded(columns.status, { new: "not_processed" });
const technical = { include_tech_offline_messages: z.boolean().optional().describe("Changes nothing: no offline message is a technical one here") };

/** Offline messages of a time, however they came (rulings A2, A24 and A25). */
export const offlineMessagesReport = defineReport({
  name: "get.offline_messages_report",
  summary: "Offline messages",
  listing: leads,
  selection: period(columns.received_at, technical),
  fields: [
    field("id", columns.lead_id, "FD"),
    field("date_time", columns.received_at),
    field("text", columns.text, "D"),
    field("communication_number", columns.communication_number, "FS"),
    field("communication_type", constant("offline_message")),
    field("communication_id", columns.communication_id, "FD"),
    field("sale_date", columns.sale_date, "FS"),
    field("sale_cost", columns.sale_cost, "FS"),
    field("status", status, "FSD"),
    field("process_time", columns.processed_at),
    field("form_type", columns.form_type, "FSD"),
    ...attributionFields(columns, { ymclid: "F" }),
    field("group_id", columns.group_id, "FS"),
    field("group_name", columns.group_name, "FS"),
    field("employee_id", columns.employee_id, "FSD"),
    field("employee_full_name", columns.employee_name, "FS"),
    field("employee_answer_message", columns.answer_message),
    field("employee_comment", columns.comment),
    tagsField(columns.tags),
    field("site_id", columns.site_id, "FSD"),
    field("site_domain_name", columns.site_name, "F"),
    field("campaign_id", columns.campaign_id, "FSD"),
    field("campaign_name", columns.campaign_name, "F"),
    field("visit_other_campaign", columns.visit_other_campaign),
    field("visitor_phone_number", columns.visitor_phone_number, "FD"),
    field("visitor_email", columns.visitor_email, "FD"),
    field("visitor_name", columns.visitor_name, "FD"),
    ...visitorFields(columns, { person_id: "FS", visitor_session_id: "FD" }),
    propertiesField("visitor_custom_properties", columns.properties),
    segmentsField(columns.segments),
    attributesField(columns.attributes),
    ...laterFields,
    ...unanswered("form_name", "properties", "ext_id", "is_agree_to_process_personal_data", "is_agree_to_mailing", "source"),
  ],
});
