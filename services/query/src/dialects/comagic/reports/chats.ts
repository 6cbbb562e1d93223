import { chatColumns as columns, chats, constant, constantFlag, worded } from "@stats/questions";
import { attributesField, attributionFields, laterFields, propertiesField, segmentsField, tagsField, unanswered, visitorFields } from "../report/blocks.ts";
import { field } from "../report/field.ts";
import { defineReport } from "../report/report.ts";
import { period } from "../report/selection.ts";

/** The words of the live service, which the reference had in Russian (ruling A18). */
const initiator = worded(columns.initiator, { auto_invite: "autoinvite" });
const initiatorAliases = { Посетитель: "visitor", Оператор: "operator", Автоприглашение: "autoinvite" };

/** Chats of a time (rulings A17 to A22). Its status `lost` is not the abandoned chat of other reports: see docs/metrics.md. */
export const chatsReport = defineReport({
  name: "get.chats_report",
  summary: "Chats",
  listing: chats,
  selection: period(columns.started_at),
  fields: [
    field("id", columns.chat_id, "FD"),
    field("status", columns.status, "FSD"),
    field("initiator", initiator, "FSD", { aliases: initiatorAliases }),
    field("date_time", columns.started_at, "SD"),
    field("duration", columns.duration, "FSD"),
    field("answer_time", columns.wait, "FSD"),
    field("communication_number", columns.communication_number, "FS"),
    field("communication_id", columns.communication_id, "FD"),
    field("communication_type", constant("chat")),
    field("messages_count", columns.messages_count),
    field("sale_date", columns.sale_date, "FS"),
    field("sale_cost", columns.sale_cost, "FS"),
    field("is_transfer", columns.is_transfer, "D"),
    field("release_cause", columns.release_cause, "FD"),
    ...attributionFields(columns),
    field("employee_id", columns.employee_id, "FSD"),
    field("employee_full_name", columns.employee_name, "F"),
    // spelt so by the vendor
    field("employee_raiting", columns.score, "D"),
    field("employee_messages_count", columns.employee_messages_count),
    tagsField(columns.tags),
    field("site_id", columns.site_id, "FSD"),
    field("site_domain_name", columns.site_name, "F"),
    field("campaign_id", columns.campaign_id, "FSD"),
    field("campaign_name", columns.campaign_name, "F"),
    field("visit_other_campaign", columns.visit_other_campaign),
    ...visitorFields(columns, { person_id: "FS", visitor_session_id: "FS" }),
    propertiesField("visitor_custom_properties", columns.properties),
    segmentsField(columns.segments),
    attributesField(columns.attributes),
    ...laterFields,
    field("is_group_chat", constantFlag(false)),
    field("visitor_ids", columns.visitor_ids),
    ...unanswered("chat_ad_url", "chat_channel_id", "chat_channel_type", "chat_channel_name", "chat_user_id", "chat_username"),
    ...unanswered("visitor_phone_number", "visitor_profile_url", "ext_id", "source"),
  ],
});
