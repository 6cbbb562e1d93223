import { visitorSessionListColumns as columns, visitorSessions, worded } from "@stats/questions";
import { attributionFields, propertiesField, segmentsField, unanswered, visitorTypes } from "../report/blocks.ts";
import { field, nested } from "../report/field.ts";
import { defineReport } from "../report/report.ts";
import { period } from "../report/selection.ts";

/** Of the attribution block the reference lets nothing be filtered here but utm and openstat marks. */
const unfiltered = {
  search_query: "",
  search_engine: "",
  referrer_domain: "",
  referrer: "",
  entrance_page: "",
  gclid: "",
  yclid: "",
  ef_id: "",
  channel: "",
} as const;

/** Sessions of visitors of a time, with what they looked at and how they got in touch (rulings A26 to A28). */
export const visitorSessionsReport = defineReport({
  name: "get.visitor_sessions_report",
  summary: "Sessions of visitors",
  listing: visitorSessions,
  selection: period(columns.started_at),
  fields: [
    field("date_time", columns.started_at),
    field("id", columns.session_id),
    ...attributionFields(columns, unfiltered),
    field("exit_page", columns.exit_page),
    field("duration", columns.duration),
    field("engine", columns.engine),
    field("campaign_id", columns.campaign_id, "FSD"),
    field("campaign_name", columns.campaign_name, "FS"),
    field("site_id", columns.site_id, "FSD"),
    field("site_domain_name", columns.site_name, "FS"),
    field("visitor_id", columns.visitor_id, "FSD"),
    field("visitor_device", columns.visitor_device, "FSD"),
    field("visitor_country", columns.visitor_country, "FS"),
    field("visitor_city", columns.visitor_city, "FS"),
    field("visitor_region", columns.visitor_region, "FS"),
    field("visitor_ip_address", columns.ip_address),
    // unlike elsewhere null where it is not known (ruling A18)
    field("visitor_type", worded(columns.visitor_type, visitorTypes), "FS"),
    field("visitor_browser_name", columns.browser_name, "FS"),
    field("visitor_browser_version", columns.browser_version, "FS"),
    field("visitor_os_name", columns.os_name, "FS"),
    field("visitor_os_version", columns.os_version),
    field("visitor_provider", columns.provider),
    field("visitor_screen", columns.screen, "FS"),
    field("visitor_language", columns.language, "FS"),
    propertiesField("visitor_custom_properties", columns.properties),
    field("hits_count", columns.hits_count),
    nested("hits", columns.hits, { hit_time: "at", hit_duration: "duration", hit_url: "url" }),
    segmentsField(columns.segments),
    nested("communications", columns.communications, { communication_type: "type", communication_id: "id", communication_date_time: "at" }, "F"),
    field("person_id", columns.person_id),
    ...unanswered("ym_client_id", "cm_id", "integrated_campaign_data", "ext_id", "source_id", "source_name", "source_new", "channel_new", "channel_code"),
  ],
});
