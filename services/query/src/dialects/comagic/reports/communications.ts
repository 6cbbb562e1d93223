import { communicationListColumns as columns, communications } from "@stats/questions";
import { attributesField, attributionFields, laterFields, propertiesField, segmentsField, tagsField, visitorFields } from "../report/blocks.ts";
import { field } from "../report/field.ts";
import { defineReport } from "../report/report.ts";
import { period } from "../report/selection.ts";

/** All communications of a time, whatever their kind (rulings A1 and A2). */
export const communicationsReport = defineReport({
  name: "get.communications_report",
  summary: "Chats, calls, reached goals and offline messages",
  listing: communications,
  selection: period(columns.started_at),
  isFieldAlias: true,
  fields: [
    field("id", columns.communication_id, "FD"),
    field("communication_type", columns.kind, "FSD"),
    field("communication_number", columns.communication_number, "FS"),
    field("date_time", columns.started_at, "FSD"),
    field("sale_date", columns.sale_date, "FS"),
    field("sale_cost", columns.sale_cost, "FS"),
    ...attributionFields(columns),
    tagsField(columns.tags),
    ...visitorFields(columns, { person_id: "FD", visitor_session_id: "FD" }),
    propertiesField("visitor_custom_properties", columns.properties),
    field("site_id", columns.site_id, "FSD"),
    field("site_domain_name", columns.site_name, "F"),
    field("campaign_id", columns.campaign_id, "FSD"),
    field("campaign_name", columns.campaign_name, "F"),
    field("visit_other_campaign", columns.visit_other_campaign, "F"),
    segmentsField(columns.segments),
    attributesField(columns.attributes),
    ...laterFields,
  ],
  examples: (example) => ({
    filtered: {
      summary: "Chats and calls from one source, the latest first",
      params: {
        ...example,
        fields: ["id", "communication_type", "date_time", "utm_source", "campaign_name", "tags"],
        filter: {
          condition: "and",
          filters: [
            { field: "communication_type", operator: "in", value: ["chat", "call"] },
            { field: "utm_source", operator: "!=", value: null },
          ],
        },
        sort: [{ field: "date_time", order: "desc" }],
        limit: 100,
      },
    },
  }),
});
