import type { Random } from "../random.ts";
import type { EventFields } from "../timed-event.ts";
import { tags } from "./center.ts";
import { Guests } from "./guests.ts";
import type { Scene } from "./stage.ts";
import { originOf, visitorOf, type VisitorPool } from "./visitor.ts";

const pages = ["", "catalogue", "delivery", "cart", "contacts", "blog"];
const goals = ["Order paid", "Price list opened", "Subscribed"] as const;

/** What a chat, call or message that begins in a visit says of the visitor. */
export interface Origin {
  readonly visitor: EventFields;
  readonly attribution: EventFields;
  /** Which of his communications it is. */
  readonly communication_number: number;
}

/** Those who come to the sites, and their visits: a few pages each, now and then a goal, and whatever they begin meanwhile. */
export class Visits {
  readonly #scene: Scene;
  readonly #nextId: () => number;
  readonly #pool: VisitorPool;
  /** Those who came this way. */
  readonly guests = new Guests();

  /** `nextId` numbers visits; a goal has the number of the visit in which it is reached. */
  constructor(scene: Scene, nextId: () => number, pool: VisitorPool) {
    this.#scene = scene;
    this.#nextId = nextId;
    this.#pool = pool;
  }

  /** Somebody comes to the site now. */
  begin(siteId: number, domainName: string): Origin {
    const { random } = this.#scene;
    const sessionId = this.#nextId();
    const known = visitorOf(this.#pool, random, sessionId);
    const visitor = { ...known.block, visitor_session_id: sessionId };
    this.guests.note(visitor);
    const attribution = { ...originOf(random), entrance_page: `https://${domainName}/` };
    const origin = { visitor, attribution, communication_number: known.visits };
    const at = (seconds: number, happen: () => void): void => this.#scene.after(seconds, happen);
    const view = (page: string): void => this.#scene.publish("session.page_viewed.v1", { visitor_session_id: sessionId, url: `https://${domainName}/${page}` });
    this.#scene.publish("session.started.v1", { visitor_session_id: sessionId, visitor, site_id: siteId, attribution, ...browserOf(random) });
    view("");
    let seconds = 0;
    for (let left = random.integer(0, 3); left > 0; left -= 1) at((seconds += 5 + random.exponential(60)), () => view(random.pick(pages)));
    if (random.chance(0.06)) at(seconds + 2, () => this.#reach(sessionId, siteId, origin));
    if (random.chance(0.03)) at(seconds + 3, () => this.#scene.publish("visitor.updated.v1", { visitor_id: known.visitorId, ...known.names }));
    if (random.chance(0.9)) at(seconds + 10 + random.exponential(60), () => this.#scene.publish("session.ended.v1", { visitor_session_id: sessionId }));
    return origin;
  }

  #reach(communicationId: number, siteId: number, origin: Origin): void {
    const { random } = this.#scene;
    const goalId = random.integer(1, goals.length);
    const about = { communication_id: communicationId };
    this.#scene.publish("goal.reached.v1", { ...about, goal_id: goalId, name: goals[goalId - 1] ?? "", site_id: siteId, ...origin });
    const later = (probability: number, happen: () => void): void => {
      if (random.chance(probability)) this.#scene.after(random.integer(60, 600), happen);
    };
    later(0.1, () => this.#scene.publish("goal.classified.v1", { ...about, attributes: ["target"] }));
    later(0.1, () => this.#scene.publish("goal.tagged.v1", { ...about, tag_id: random.pick(tags).tagId, tag_type: "auto" }));
    if (goalId === 1) this.#scene.after(1, () => this.#scene.publish("goal.sale_recorded.v1", { ...about, ...saleOf(this.#scene) }));
  }
}

/** A sale of today. */
export function saleOf({ random, nowMs }: Scene): EventFields {
  return { sale_id: Math.floor(nowMs), sale_date: new Date(nowMs).toISOString().slice(0, 10), sale_cost: `${random.integer(5, 500)}.90` };
}

function browserOf(random: Random): EventFields {
  return {
    ip_address: `203.0.113.${random.integer(1, 254)}`,
    browser_name: random.pick(["Chrome", "Firefox", "Safari"]),
    os_name: random.pick(["Windows", "Android", "iOS", "Linux"]),
    screen: random.pick(["1920x1080", "390x844"]),
    language: random.pick(["ru", "en"]),
  };
}
