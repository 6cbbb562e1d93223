import type { Random } from "../random.ts";
import type { TimedEvent } from "../timed-event.ts";
import { apiRequestStory } from "./api-request-story.ts";
import { callCorrection, callStory, newCall } from "./call-story.ts";
import { chargeStory } from "./charge-story.ts";
import { chatStory, correction } from "./chat-story.ts";
import { contactStory } from "./contact-story.ts";
import { directoryStory, hiring } from "./directory-story.ts";
import { arrivalOrder, beginningOf } from "./lateness.ts";
import { goalCorrection, goalStory } from "./goal-story.ts";
import { leadCorrection, leadStory } from "./lead-story.ts";
import { defaultFamilies, familyWeights, type StressFamily } from "./options.ts";
import { otherStory } from "./other-story.ts";
import { Reservoir } from "./reservoir.ts";
import { sessionCorrection, sessionStory } from "./session-story.ts";
import { statusStory } from "./status-story.ts";
import type { StoryTeller } from "./story.ts";
import { visitorStory } from "./visitor-story.ts";

const storiesAtOnce = 300;
const rememberedStories = 3_000;

/** Tells more about an entity whose story is over. */
type Correct = () => readonly TimedEvent[];

/** Many stories of many accounts, told at the same time. */
export class StorySupply {
  readonly #tellers: readonly StoryTeller[];
  readonly #random: Random;
  readonly #families: readonly (readonly [family: StressFamily, weight: number])[];
  readonly #past: Reservoir<Correct>;
  readonly #open: TimedEvent[][] = [];
  #following: TimedEvent | undefined;

  constructor(tellers: readonly StoryTeller[], random: Random, startMs: number, families: readonly StressFamily[] = defaultFamilies) {
    if (families.length === 0) throw new RangeError("a log needs a family of stories");
    this.#tellers = tellers;
    this.#random = random;
    this.#families = families.map((family) => [family, familyWeights[family]]);
    this.#past = new Reservoir(rememberedStories, random);
    this.#open.push(...tellers.map((teller) => [...hiring(teller, startMs)]));
  }

  /** What `next` will give. */
  peek(nowMs: number): TimedEvent {
    this.#following ??= this.#draw(nowMs);
    return this.#following;
  }

  next(nowMs: number): TimedEvent {
    const happening = this.peek(nowMs);
    this.#following = undefined;
    return happening;
  }

  #draw(nowMs: number): TimedEvent {
    while (this.#open.length < storiesAtOnce) this.#open.push([...this.#newStory(nowMs)]);
    const index = this.#random.integer(0, this.#open.length - 1);
    const happening = this.#open[index]?.shift();
    if (this.#open[index]?.length === 0) this.#open.splice(index, 1);
    return happening ?? this.#draw(nowMs);
  }

  #newStory(nowMs: number): readonly TimedEvent[] {
    const random = this.#random;
    const teller = random.pick(this.#tellers);
    const correct = random.chance(teller.faults.corrections) ? this.#past.pick() : undefined;
    if (correct) return correct();
    const startMs = beginningOf(teller, nowMs);
    switch (random.weighted(this.#families)) {
      case "chat": {
        const chatId = teller.nextChatId();
        this.#past.offer(() => correction(teller, chatId, startMs));
        return arrivalOrder(teller, chatStory(teller, chatId, startMs));
      }
      case "status":
        return arrivalOrder(teller, statusStory(teller, startMs));
      case "directory":
        return directoryStory(teller, startMs);
      case "other":
        return otherStory(teller, startMs);
      case "call": {
        const call = newCall(teller);
        this.#past.offer(() => callCorrection(teller, call, startMs));
        return arrivalOrder(teller, callStory(teller, call, startMs));
      }
      case "lead": {
        const leadId = teller.fresh();
        this.#past.offer(() => leadCorrection(teller, leadId, startMs));
        return arrivalOrder(teller, leadStory(teller, leadId, startMs));
      }
      case "goal": {
        const communicationId = teller.fresh();
        this.#past.offer(() => goalCorrection(teller, communicationId, startMs));
        return arrivalOrder(teller, goalStory(teller, communicationId, startMs));
      }
      case "session": {
        const sessionId = teller.fresh();
        this.#past.offer(() => sessionCorrection(teller, sessionId, startMs));
        return arrivalOrder(teller, sessionStory(teller, sessionId, startMs));
      }
      case "visitor":
        return arrivalOrder(teller, visitorStory(teller, startMs));
      case "charge":
        return arrivalOrder(teller, chargeStory(teller, teller.fresh(), startMs));
      case "api_request":
        return arrivalOrder(teller, apiRequestStory(teller, teller.fresh(), startMs));
      case "contact":
        return arrivalOrder(teller, contactStory(teller, teller.fresh(), startMs));
    }
  }
}
