import type { DecodedEvent, EventFields } from "./decode-record.ts";
import { second } from "./order.ts";

/** The columns that every communication has, whatever its kind (same names and units as the tables). */
export interface CommunicationFact {
  readonly communication_number: number | null;
  readonly visitor_id: number;
  readonly person_id: number;
  readonly visitor_session_id: number;
  readonly first_campaign_id: number;
  readonly visits_count: number | null;
  readonly visit_other_campaign: 0 | 1 | null;
  readonly visitor_type: string | null;
  readonly visitor_city: string | null;
  readonly visitor_region: string | null;
  readonly visitor_country: string | null;
  readonly visitor_device: string | null;
  readonly property_names: readonly string[];
  readonly property_values: readonly string[];
  readonly segment_ids: readonly number[];
  readonly campaign_id: number;
  readonly attribution: Readonly<Record<string, string>>;
  readonly tag_ids: readonly number[];
  readonly tag_types: readonly string[];
  readonly tag_times: readonly number[];
  readonly tag_user_ids: readonly number[];
  readonly tag_user_logins: readonly (string | null)[];
  readonly tag_employee_ids: readonly number[];
  readonly sale_ids: readonly number[];
  readonly sale_times: readonly number[];
  readonly sale_is_date: readonly (0 | 1)[];
  readonly sale_costs: readonly string[];
  readonly sale_comments: readonly (string | null)[];
  readonly attributes: readonly string[];
}

type Event = DecodedEvent & { readonly offset: number };

interface VisitorBlock {
  readonly visitor_id?: number | null;
  readonly person_id?: number | null;
  readonly visitor_session_id?: number | null;
  readonly visitor_type?: string | null;
  readonly visits_count?: number | null;
  readonly first_campaign_id?: number | null;
  readonly city?: string | null;
  readonly region?: string | null;
  readonly country?: string | null;
  readonly device?: string | null;
  readonly custom_properties?: readonly { readonly property_name: string; readonly property_value: string }[] | null;
  readonly segments?: readonly number[] | null;
  readonly visit_other_campaign?: boolean | null;
}

/** All text fields of an attribution, in the order of the contract. */
const attributionTexts = (
  "channel engine search_query search_engine referrer referrer_domain entrance_page ua_client_id gclid yclid ymclid ef_id " +
  "utm_source utm_medium utm_term utm_content utm_campaign openstat_ad openstat_campaign openstat_service openstat_source"
).split(" ");

/**
 * The shared columns of one communication of the family (`chat`, `call`, `goal`, `offline_message`): A3 for what its beginning says, A5 for tags, sales
 * and attributes, section 4 for an assigned visitor.
 * @param inOrder the distinct events by time, then offset
 * @param beginning data with visitor, attribution and communication_number: the start event's, or what a call puts together from its legs
 */
export function communicationFact(family: string, inOrder: readonly Event[], beginning: EventFields): CommunicationFact {
  const ofType = (...verbs: string[]) => inOrder.filter(({ type }) => verbs.some((verb) => type === `${family}.${verb}.v1`));
  const assignment = ofType("visitor_assigned").at(-1)?.data;
  return {
    communication_number: (beginning["communication_number"] as number | null | undefined) ?? null,
    ...visitorFact(assignment ? (assignment["visitor"] ?? { visitor_id: assignment["visitor_id"] }) : beginning["visitor"]),
    ...attributionFact(beginning["attribution"]),
    ...tagFact(ofType("tagged", "untagged")),
    ...saleFact(ofType("sale_recorded").map(({ data }) => data)),
    attributes: (ofType("classified").at(-1)?.data["attributes"] as readonly string[] | undefined) ?? [],
  };
}

export type AttributionFact = Pick<CommunicationFact, "campaign_id" | "attribution">;

/** Of an Attribution as published: the texts that were given, by field. */
export function attributionFact(block: unknown): AttributionFact {
  const attribution = (block ?? {}) as Readonly<Record<string, string | number | null>>;
  const given = attributionTexts.filter((name) => attribution[name] != null).map((name) => [name, String(attribution[name])]);
  return { campaign_id: Number(attribution["campaign_id"] ?? 0), attribution: Object.fromEntries(given) as Readonly<Record<string, string>> };
}

export type VisitorFact = Pick<
  CommunicationFact,
  | ("visitor_id" | "person_id" | "visitor_session_id" | "first_campaign_id" | "visits_count" | "visit_other_campaign" | "visitor_type" | "visitor_city")
  | ("visitor_region" | "visitor_country" | "visitor_device" | "property_names" | "property_values" | "segment_ids")
>;

/** Of a Visitor as published; without one all is absent. */
export function visitorFact(block: unknown): VisitorFact {
  const visitor = (block ?? {}) as VisitorBlock;
  const other = visitor.visit_other_campaign ?? null;
  return {
    visitor_id: visitor.visitor_id ?? 0,
    person_id: visitor.person_id ?? 0,
    visitor_session_id: visitor.visitor_session_id ?? 0,
    first_campaign_id: visitor.first_campaign_id ?? 0,
    visits_count: visitor.visits_count ?? null,
    visit_other_campaign: other === null ? null : other ? 1 : 0,
    visitor_type: visitor.visitor_type ?? null,
    visitor_city: visitor.city ?? null,
    visitor_region: visitor.region ?? null,
    visitor_country: visitor.country ?? null,
    visitor_device: visitor.device ?? null,
    property_names: visitor.custom_properties?.map((property) => property.property_name) ?? [],
    property_values: visitor.custom_properties?.map((property) => property.property_value) ?? [],
    segment_ids: visitor.segments ?? [],
  };
}

type TagFact = Pick<CommunicationFact, "tag_ids" | "tag_types" | "tag_times" | "tag_user_ids" | "tag_user_logins" | "tag_employee_ids">;

/** A5: of each tag the last word; those that are on, by whole second and id. */
function tagFact(words: readonly Event[]): TagFact {
  const lastWord = new Map(words.map((event) => [Number(event.data["tag_id"]), event]));
  const tags = [...lastWord]
    .filter(([, { type }]) => !type.endsWith(".untagged.v1"))
    .map(([id, event]) => ({ id, time: second(event), data: event.data }))
    .toSorted((a, b) => a.time - b.time || a.id - b.id);
  return {
    tag_ids: tags.map(({ id }) => id),
    tag_types: tags.map(({ data }) => String(data["tag_type"] ?? "manual")),
    tag_times: tags.map(({ time }) => time),
    tag_user_ids: tags.map(({ data }) => data.user_id ?? 0),
    tag_user_logins: tags.map(({ data }) => (data["user_login"] as string | null | undefined) ?? null),
    tag_employee_ids: tags.map(({ data }) => data.employee_id ?? 0),
  };
}

type SaleFact = Pick<CommunicationFact, "sale_ids" | "sale_times" | "sale_is_date" | "sale_costs" | "sale_comments">;

/** A5, settled: of each sale the last word, by id. */
function saleFact(words: readonly EventFields[]): SaleFact {
  const lastWord = new Map(words.map((data) => [Number(data["sale_id"]), data]));
  const sales = [...lastWord].toSorted(([a], [b]) => a - b).map(([id, data]) => ({ id, date: String(data["sale_date"]), data }));
  return {
    sale_ids: sales.map(({ id }) => id),
    sale_times: sales.map(({ date }) => Math.floor(Temporal.Instant.from(date.length > 10 ? date : `${date}T00:00Z`).epochMilliseconds / 1000)),
    sale_is_date: sales.map(({ date }) => (date.length > 10 ? 0 : 1)),
    sale_costs: sales.map(({ data }) => plainAmount(data["sale_cost"] as string | number)),
    sale_comments: sales.map(({ data }) => (data["comment"] as string | null | undefined) ?? null),
  };
}

/** Ten-thousandths as a whole number, printed without needless digits. */
export function plainAmount(amount: string | number): string {
  const [whole = "0", decimals = ""] = String(amount).replace("-", "").split(".");
  const parts = BigInt(whole) * 10_000n + BigInt(decimals.padEnd(4, "0"));
  const fraction = String(parts % 10_000n)
    .padStart(4, "0")
    .replace(/0+$/, "");
  const sign = parts > 0n && String(amount).startsWith("-") ? "-" : "";
  return `${sign}${parts / 10_000n}${fraction === "" ? "" : `.${fraction}`}`;
}
