import { visitorListColumns as columns, visitorWithId } from "@stats/questions";
import { z } from "zod";
import { propertiesField } from "../report/blocks.ts";
import { field, nested } from "../report/field.ts";
import { defineReport } from "../report/report.ts";
import { defineSelection } from "../report/selection.ts";

/** One visitor, or nobody where the id is not known (ruling R11). */
const visitor = defineSelection({
  shape: { visitor_id: z.int().min(1).max(Number.MAX_SAFE_INTEGER) },
  select: (params) => ({ within: { all: [] }, listing: visitorWithId(params.visitor_id) }),
  example: () => ({ visitor_id: 1 }),
});

/** What is known of a visitor: his sessions, communications, and what was published about him (ruling A29). */
export const visitorsReport = defineReport({
  name: "get.visitors_report",
  summary: "A visitor",
  selection: visitor,
  fields: [
    field("id", columns.visitor_id, "FD"),
    field("first_visit", columns.first_visit, "D"),
    field("last_visit", columns.last_visit, "D"),
    field("full_name", columns.full_name, "D"),
    field("emails", columns.emails, "FD"),
    field("phone_numbers", columns.phone_numbers, "FD"),
    field("company", columns.company, "FS"),
    field("person_id", columns.person_id, "FSD"),
    field("device", columns.device),
    field("visits_count", columns.visits_count, "FSD"),
    field("comment", columns.comment),
    field("visitor_first_campaign_id", columns.first_campaign_id, "F"),
    field("visitor_first_campaign_name", columns.first_campaign_name, "F"),
    field("last_search_query", columns.last_search_query, "F"),
    field("first_search_query", columns.first_search_query, "F"),
    field("first_entrance_page", columns.first_entrance_page),
    field("last_entrance_page", columns.last_entrance_page),
    field("last_session_id", columns.last_session_id, "FD"),
    nested("communications", columns.communications, { communication_id: "id", communication_date_time: "at", communication_type: "type" }, "F"),
    propertiesField("custom_properties", columns.properties),
    field("site_id", columns.site_id, "FSD"),
    field("site_domain_name", columns.site_name, "F"),
    field("site_duration", columns.site_duration),
    nested("campaigns", columns.campaigns, { campaign_id: "id", campaign_name: "name" }, "F"),
    nested("sessions", columns.sessions, { session_id: "id" }, "F"),
  ],
});
