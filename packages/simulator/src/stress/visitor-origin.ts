import type { Random } from "../random.ts";
import type { EventFields } from "../timed-event.ts";
import type { StoryTeller } from "./story.ts";

/** Few visitors, so that they come again, and from several sites. */
const visitors = 1_000;
const texts = ["", "market", "Яндекс", 'an "odd" one\n\n', "🙂"];
const attributionTexts = [
  "channel",
  "engine",
  "search_query",
  "referrer",
  "referrer_domain",
  "entrance_page",
  "ua_client_id",
  "utm_source",
  "utm_term",
  "openstat_ad",
];

/** What the beginning of a communication says of its visitor: everything, a part of it, or nothing. */
export function visitorOrigin(teller: StoryTeller): EventFields {
  const { random } = teller;
  return {
    ...some(random, 0.8, () => ({ visitor: visitorBlock(random) })),
    ...some(random, 0.6, () => ({ attribution: attributionBlock(random) })),
    ...some(random, 0.5, () => ({ communication_number: random.integer(0, 5) })),
  };
}

/** A block about one visitor. */
export function visitorBlock(random: Random, visitorId = random.integer(1, visitors)): EventFields {
  return {
    visitor_id: visitorId,
    ...some(random, 0.5, () => ({ person_id: random.integer(1, visitors) })),
    ...some(random, 0.7, () => ({ visitor_session_id: random.integer(1, 5_000) })),
    ...some(random, 0.6, () => ({ visitor_type: random.pick(["new", "returning"]) })),
    ...some(random, 0.6, () => ({ visits_count: random.integer(0, 9) })),
    ...some(random, 0.3, () => ({ first_campaign_id: random.integer(1, 5) })),
    ...some(random, 0.5, () => ({ city: random.pick(texts), region: random.pick(texts) })),
    ...some(random, 0.5, () => ({ country: random.pick(texts), device: random.pick(["desktop", "mobile", "tablet", "other"]) })),
    ...some(random, 0.3, () => ({ custom_properties: times(random, 3, () => ({ property_name: random.pick(texts), property_value: random.pick(texts) })) })),
    ...some(random, 0.3, () => ({ segments: times(random, 3, () => random.integer(1, 4)) })),
    ...some(random, 0.3, () => ({ visit_other_campaign: random.chance(0.5) })),
  };
}

/** A block about where a visitor came from. */
export function attributionBlock(random: Random): EventFields {
  const given = attributionTexts.filter(() => random.chance(0.4)).map((name) => [name, random.chance(0.1) ? null : random.pick(texts)] as const);
  return { ...Object.fromEntries(given), ...some(random, 0.5, () => ({ campaign_id: random.integer(1, 5) })) };
}

/** Fields that are said with this probability; else they are absent, or null, as some publishers write it. */
function some(random: Random, probability: number, fields: () => EventFields): EventFields {
  if (random.chance(probability)) return fields();
  return random.chance(0.2) ? Object.fromEntries(Object.keys(fields()).map((name) => [name, null])) : {};
}

function times<T>(random: Random, most: number, make: () => T): readonly T[] {
  return Array.from({ length: random.integer(0, most) }, make);
}
