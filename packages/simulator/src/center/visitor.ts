import { randomFrom, type Random } from "../random.ts";
import type { EventFields } from "../timed-event.ts";

/** Regulars of a center: who they are follows from the center and their number. */
export interface VisitorPool {
  readonly seed: number;
  readonly tenant: string;
}

export interface KnownVisitor {
  readonly visitorId: number;
  /** How often he has come, this time included. */
  readonly visits: number;
  /** What events say of him. */
  readonly block: EventFields;
  /** What the center's own records say of him. */
  readonly names: EventFields;
}

const regulars = 20_000;
const places = [
  { city: "Москва", region: "Москва", country: "Россия" },
  { city: "Казань", region: "Республика Татарстан", country: "Россия" },
  { city: "Омск", region: "Омская область", country: "Россия" },
  { city: "Алматы", region: "Алматы", country: "Казахстан" },
] as const;

/** A regular, or somebody who was never here before and has a number that nobody had. */
export function visitorOf({ seed, tenant }: VisitorPool, random: Random, freshNumber: number): KnownVisitor {
  const isNew = random.chance(0.6);
  const visitorId = isNew ? freshNumber * 2 + 1 : random.integer(1, regulars);
  const visits = isNew ? 1 : random.integer(2, 9);
  const own = randomFrom(seed, tenant, "visitor", visitorId);
  const device = own.weighted([
    ["mobile", 60],
    ["desktop", 35],
    ["tablet", 5],
  ]);
  return {
    visitorId,
    visits,
    block: {
      visitor_id: visitorId,
      person_id: visitorId,
      visitor_type: isNew ? "new" : "returning",
      visits_count: visits,
      ...own.pick(places),
      device,
      ...(own.chance(0.1) ? { custom_properties: [{ property_name: "loyalty", property_value: own.pick(["silver", "gold"]) }] } : {}),
      ...(isNew ? {} : { segments: own.pick([[1], [1, 2]]), first_campaign_id: own.integer(1, 3), visit_other_campaign: own.chance(0.3) }),
    },
    names: { full_name: `Visitor ${visitorId}`, emails: [`visitor${visitorId}@example.com`], phone_numbers: [`79${own.integer(100_000_000, 999_999_999)}`] },
  };
}

/** From where a visit comes. */
export function originOf(random: Random): EventFields {
  const id = () => String(random.integer(1e9, 9e9));
  return random.weighted([
    [
      { channel: "organic", search_engine: "Finder", search_query: "delivery today", referrer: "https://finder.example/", referrer_domain: "finder.example" },
      40,
    ],
    [{ channel: "direct", ua_client_id: id() }, 25],
    [{ channel: "paid", campaign_id: 1, utm_source: "finder", utm_medium: "cpc", utm_campaign: "spring", utm_term: "delivery", yclid: id() }, 20],
    [{ channel: "paid", campaign_id: 3, utm_source: "maps", utm_medium: "cpc", utm_campaign: "calls", engine: "yandex.direct", gclid: id() }, 10],
    [{ channel: "email", campaign_id: 2, utm_source: "newsletter", utm_medium: "email", utm_campaign: "march" }, 8],
    [{ channel: "referral", referrer: "https://partner.example/shops", referrer_domain: "partner.example" }, 7],
  ]);
}
