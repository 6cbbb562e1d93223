import type { Column, RecordsColumn, ScalarColumn } from "@stats/questions";
import { constant, worded } from "@stats/questions";
import { type Field, field, type Flags, nested } from "./field.ts";

type Attribution =
  | "ua_client_id"
  | "search_query"
  | "search_engine"
  | "referrer_domain"
  | "referrer"
  | "entrance_page"
  | "gclid"
  | "yclid"
  | "ymclid"
  | "ef_id"
  | "channel"
  | `utm_${"source" | "medium" | "term" | "content" | "campaign"}`
  | `openstat_${"ad" | "campaign" | "service" | "source"}`;

type Columns<Name extends string> = Readonly<Record<Name, ScalarColumn>>;
type FlagsOf<Name extends string> = Readonly<Partial<Record<Name, Flags>>>;

const attributionFlags: Readonly<Record<Attribution, Flags>> = {
  ua_client_id: "",
  search_query: "F",
  search_engine: "F",
  referrer_domain: "F",
  referrer: "F",
  entrance_page: "F",
  gclid: "F",
  yclid: "F",
  ymclid: "",
  ef_id: "F",
  channel: "F",
  utm_source: "F",
  utm_medium: "F",
  utm_term: "F",
  utm_content: "F",
  utm_campaign: "F",
  openstat_ad: "F",
  openstat_campaign: "F",
  openstat_service: "F",
  openstat_source: "F",
};

/** Where the visitor came from. @param flags where the report's differ from those of most */
export function attributionFields(columns: Columns<Attribution>, flags: FlagsOf<Attribution> = {}): readonly Field[] {
  return (Object.keys(attributionFlags) as Attribution[]).map((name) => field(name, columns[name], flags[name] ?? attributionFlags[name]));
}

/** The words of `visitor_type`; where it is not known, sessions have null, everything else says so (notes, section 13; ruling A18). */
export const visitorTypes = { new: "Новый", returning: "Вернувшийся" } as const;
export const unknownVisitorType = "Не заполнен";

type VisitorColumns = Columns<
  | "visitor_id"
  | "person_id"
  | "visitor_type"
  | "visitor_session_id"
  | "visits_count"
  | "first_campaign_id"
  | "first_campaign_name"
  | "visitor_city"
  | "visitor_region"
  | "visitor_country"
  | "visitor_device"
>;

const visitorFlags = {
  visitor_id: "FSD",
  person_id: "F",
  visitor_type: "FS",
  visitor_session_id: "F",
  visits_count: "F",
  visitor_first_campaign_id: "F",
  visitor_first_campaign_name: "F",
  visitor_city: "F",
  visitor_region: "F",
  visitor_country: "F",
  visitor_device: "FS",
} as const satisfies Readonly<Record<string, Flags>>;

/** Who it was, as the communication says. */
export function visitorFields(columns: VisitorColumns, flags: FlagsOf<keyof typeof visitorFlags> = {}): readonly Field[] {
  const shown: Readonly<Record<keyof typeof visitorFlags, ScalarColumn>> = {
    visitor_id: columns.visitor_id,
    person_id: columns.person_id,
    visitor_type: worded(columns.visitor_type, visitorTypes, unknownVisitorType),
    visitor_session_id: columns.visitor_session_id,
    visits_count: columns.visits_count,
    visitor_first_campaign_id: columns.first_campaign_id,
    visitor_first_campaign_name: columns.first_campaign_name,
    visitor_city: columns.visitor_city,
    visitor_region: columns.visitor_region,
    visitor_country: columns.visitor_country,
    visitor_device: columns.visitor_device,
  };
  return (Object.keys(visitorFlags) as (keyof typeof visitorFlags)[]).map((name) => field(name, shown[name], flags[name] ?? visitorFlags[name]));
}

type Records<Key extends string> = RecordsColumn & { readonly members: Readonly<Record<Key, ScalarColumn>> };

export function propertiesField(name: string, column: Records<"name" | "value">): Field {
  return nested(name, column, { property_name: "name", property_value: "value" }, "F");
}

export function segmentsField(column: Records<"id" | "name">): Field {
  return nested("segments", column, { segment_id: "id", segment_name: "name" }, "F");
}

export function tagsField(column: Records<"id" | "name" | "type" | "changed_at" | "user_id" | "user_login" | "employee_id" | "employee_name">): Field {
  const members = {
    tag_id: "id",
    tag_name: "name",
    tag_type: "type",
    tag_change_time: "changed_at",
    tag_user_id: "user_id",
    tag_user_login: "user_login",
    tag_employee_id: "employee_id",
    tag_employee_full_name: "employee_name",
  } as const;
  return nested("tags", column, members, "F");
}

/** A set of words: `=` and `in` ask whether it has them. */
export function attributesField(column: Column): Field {
  return field("attributes", column, "F", { isSetOfWords: true });
}

/** What all reports of communications have of later names: see {@link unanswered}. */
export const laterFields = unanswered(
  ..."communication_page_url ym_client_id utm_referrer utm_expid".split(" "),
  ..."eq_utm_source eq_utm_medium eq_utm_term eq_utm_content eq_utm_campaign eq_utm_referrer eq_utm_expid".split(" "),
  ..."source_id source_name source_new channel_new channel_code".split(" "),
);

/** Names that clients ask for and that nothing here answers: null in every row, and neither filtered nor sorted by (ruling on Appendix A). */
export function unanswered(...names: readonly string[]): readonly Field[] {
  return names.map((name) => field(name, constant()));
}
