import { constant, goalColumns as columns, goals } from "@stats/questions";
import { attributesField, attributionFields, laterFields, propertiesField, segmentsField, tagsField, unanswered, visitorFields } from "../report/blocks.ts";
import { field } from "../report/field.ts";
import { defineReport } from "../report/report.ts";
import { period } from "../report/selection.ts";

/** Goals reached in a time. `id` is the goal's, which is reached many times; each time is a communication. */
export const goalsReport = defineReport({
  name: "get.goals_report",
  summary: "Reached goals",
  listing: goals,
  selection: period(columns.reached_at),
  fields: [
    field("id", columns.goal_id, "F"),
    field("date_time", columns.reached_at),
    field("name", columns.goal_name, "FS"),
    field("communication_number", columns.communication_number, "FS"),
    field("communication_id", columns.communication_id, "FD"),
    field("communication_type", constant("goal"), "FD"),
    field("sale_date", columns.sale_date, "FS"),
    field("sale_cost", columns.sale_cost, "FS"),
    ...attributionFields(columns, { ymclid: "F" }),
    tagsField(columns.tags),
    field("site_id", columns.site_id, "FSD"),
    field("site_domain_name", columns.site_name, "FS"),
    field("campaign_id", columns.campaign_id, "FSD"),
    field("campaign_name", columns.campaign_name, "FS"),
    field("visit_other_campaign", columns.visit_other_campaign),
    ...visitorFields(columns, { visitor_id: "FS" }),
    propertiesField("visitor_custom_properties", columns.properties),
    segmentsField(columns.segments),
    attributesField(columns.attributes),
    ...laterFields,
    ...unanswered("type", "source", "ext_id"),
  ],
});
