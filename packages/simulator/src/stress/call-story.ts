import type { Random } from "../random.ts";
import type { EventFields, TimedEvent } from "../timed-event.ts";
import { tellAfterthoughts } from "./afterthoughts.ts";
import { Story, type StoryTeller } from "./story.ts";
import { visitorOrigin } from "./visitor-origin.ts";

const placeIds = [1, 2, 3];
/** The visitor may hide the number. */
const outside = ["79031234567", "48221234567", "79161112233", ""];

/** A call whose life is told in stories: its id and those of its legs. */
export interface ToldCall {
  readonly callId: number;
  readonly legIds: readonly number[];
}

/** Ids for a call of up to six legs; the order of the ids is not that of the starts. */
export function newCall({ random, fresh }: StoryTeller): ToldCall {
  const callId = fresh();
  const legIds = Array.from({ length: random.integer(1, 6) }, fresh);
  return { callId, legIds: random.chance(0.3) ? legIds.toReversed() : legIds };
}

/** The life of one call from `startMs` on: the visitor's leg and operators', with transfers, coaches, holds and talks at once, lost or not, over or not. */
export function callStory(teller: StoryTeller, { callId, legIds }: ToldCall, startMs: number): readonly TimedEvent[] {
  const { random } = teller;
  const story = new Story(teller, { call_id: callId }, startMs);
  const [visitorLeg = 0, ...operatorLegs] = legIds;
  const direction = random.pick(["in", "in", "out"] as const);
  if (random.chance(0.98)) story.tell(0, "call.leg_started.v1", { ...leg(teller, visitorLeg), direction });
  if (random.chance(0.5)) talk(random, story, visitorLeg, 1);
  for (const legId of operatorLegs) operatorPart(teller, story, legId);
  if (random.chance(0.9)) story.tell(random.integer(0, 30), "call.leg_ended.v1", { leg_id: visitorLeg, release_cause_code: 16 });
  if (random.chance(0.92)) story.tell(random.integer(0, 5), "call.finished.v1", finish(random));
  aftermath(teller, story, legIds);
  return story.events;
}

/** What is still told about a call that was over: `startMs` is somewhere in its life. */
export function callCorrection(teller: StoryTeller, { callId, legIds }: ToldCall, startMs: number): readonly TimedEvent[] {
  const { random } = teller;
  const story = new Story(teller, { call_id: callId }, startMs);
  const legId = random.pick(legIds);
  const tellings = [
    () => story.tell(random.integer(-7_200, 600), "call.leg_started.v1", { ...operatorLeg(teller, legId), direction: random.pick(["in", "out"]) }),
    () => story.tell(random.integer(0, 3_600), "call.leg_ended.v1", { leg_id: legId, ...(random.chance(0.5) ? { is_failed: true } : {}) }),
    () => story.tell(random.integer(0, 3_600), "call.finished.v1", finish(random)),
    () => story.tell(random.integer(-60, 600), "call.leg_connected.v1", { leg_id: legId }),
    () => talk(random, story, legId, random.integer(1, 2)),
    () => aftermath(teller, story, legIds),
  ];
  random.pick(tellings)();
  return story.events;
}

function operatorPart(teller: StoryTeller, story: Story, legId: number): void {
  const { random } = teller;
  story.tell(random.integer(0, 40), "call.leg_started.v1", operatorLeg(teller, legId));
  if (random.chance(0.8)) {
    story.tell(random.integer(0, 20), "call.leg_connected.v1", { leg_id: legId });
    if (random.chance(0.9))
      talk(
        random,
        story,
        legId,
        random.weighted([
          [1, 6],
          [2, 3],
          [4, 1],
        ]),
      );
  }
  if (random.chance(0.75))
    story.tell(random.integer(0, 90), "call.leg_ended.v1", {
      leg_id: legId,
      ...(random.chance(0.3) ? { release_cause_code: random.integer(0, 31), is_failed: random.pick([true, false, null]) } : {}),
      ...(random.chance(0.2) ? { release_cause_description: random.pick(["", "Normal call clearing"]) } : {}),
    });
}

/** Talks with holds between them; a start or an end may be told twice, or never. */
function talk(random: Random, story: Story, legId: number, times: number): void {
  for (let count = 0; count < times; count += 1) {
    story.tell(random.integer(0, 30), "call.leg_talk_started.v1", { leg_id: legId });
    if (random.chance(0.05)) story.tell(random.integer(0, 5), "call.leg_talk_started.v1", { leg_id: legId });
    if (random.chance(0.8)) story.tell(random.integer(0, 240), "call.leg_talk_ended.v1", { leg_id: legId });
    if (random.chance(0.05)) story.tell(random.integer(0, 5), "call.leg_talk_ended.v1", { leg_id: legId });
  }
}

function aftermath(teller: StoryTeller, story: Story, legIds: readonly number[]): void {
  const { random, employeeIds } = teller;
  const legId = random.pick(legIds);
  if (random.chance(0.3)) story.tell(random.integer(0, 300), "call.rated.v1", rating(random));
  if (random.chance(0.15)) story.tell(random.integer(0, 3_000), "call.remarked.v1", { employee_id: random.pick(employeeIds), remark_id: random.integer(1, 3) });
  if (random.chance(0.3)) story.tell(random.integer(0, 60), "call.postprocessed.v1", { leg_id: legId, ...afterwork(random, employeeIds) });
  if (random.chance(0.2)) story.tell(random.integer(0, 60), "call.postprocessed.v1", { leg_id: random.pick(legIds), ...afterwork(random, employeeIds) });
  for (let recordings = random.integer(0, 3); recordings > 0; recordings -= 1) {
    const about = random.pick<EventFields>([{}, { leg_id: null }, { leg_id: legId }, { leg_id: random.pick(legIds) }]);
    story.tell(random.integer(0, 2), "call.recorded.v1", { kind: random.pick(["call", "call", "voice_mail"]), hash: `h${random.integer(1, 4)}`, ...about });
  }
  if (random.chance(0.25)) story.tell(1, "call.leg_charged.v1", { leg_id: legId, ...charge(random) });
  if (random.chance(0.15)) story.tell(random.integer(0, 86_400), "call.leg_charged.v1", { leg_id: random.pick(legIds), ...charge(random) });
  tellAfterthoughts(teller, story, "call", 0.1);
}

function afterwork(random: Random, employeeIds: readonly number[]): EventFields {
  const rating = random.pick<EventFields>([{}, { rating: null }, { rating: random.integer(-1, 5) }]);
  return { employee_id: random.pick(employeeIds), duration: random.integer(0, 90), ...rating };
}

/** Amounts as numbers and as texts, with zeros that say nothing. */
function charge(random: Random): EventFields {
  return {
    direction_type: random.pick(["international", "national", "local", "mobile"]),
    chargeable_duration: random.integer(0, 600),
    cost_per_minute: random.pick(["1.5", 0, "0.0001"]),
    total_charge: random.pick(["1.5000", 12.75, "0", "-0.50"]),
    bonuses_charge: random.pick([0, "00.5"]),
  };
}

function leg(teller: StoryTeller, legId: number): EventFields {
  const { random } = teller;
  const numbers = {
    virtual_phone_number: random.pick(["4951234567", "4957654321"]),
    calling_phone_number: random.pick(outside),
    called_phone_number: random.pick(outside),
  };
  const places = { ...maybe(random, "site_id", placeIds), ...maybe(random, "department_id", placeIds), ...maybe(random, "queue_id", placeIds) };
  const book = {
    ...maybe(random, "scenario_id", placeIds),
    ...maybe(random, "contact_id", placeIds),
    ...maybe(random, "employee_phone_number", ["", "101", "102"]),
  };
  const api = random.chance(0.2) ? { ...maybe(random, "call_api_request_id", placeIds), ...maybe(random, "call_api_external_id", ["", "order 7"]) } : {};
  const origin = random.chance(0.4) ? visitorOrigin(teller) : {};
  const source = maybe(random, "source", ["va", "sip", "call_tracking"]);
  return { leg_id: legId, direction: random.pick(["in", "out"]), ...numbers, ...source, ...places, ...book, ...api, ...origin };
}

/** The field with one of the values, without one, or absent. */
function maybe(random: Random, field: string, values: readonly unknown[]): EventFields {
  return random.weighted<EventFields>([
    [{ [field]: random.pick(values) }, 5],
    [{ [field]: null }, 1],
    [{}, 4],
  ]);
}

/** Mostly names its employee, and says in any of the allowed ways that it is an operator's. */
function operatorLeg(teller: StoryTeller, legId: number): EventFields {
  const { random, employeeIds } = teller;
  const employee = random.chance(0.85) ? { employee_id: random.pick(employeeIds) } : {};
  const isOperator = random.weighted<EventFields>([
    [{}, 6],
    [{ is_operator: true }, 5],
    [{ is_operator: null }, 1],
    [{ is_operator: false }, 1],
  ]);
  const isCoach = random.weighted<EventFields>([
    [{}, 7],
    [{ is_coach: false }, 2],
    [{ is_coach: true }, 2],
  ]);
  const isTransferred = random.chance(0.2) ? { is_transferred: true } : {};
  return { ...leg(teller, legId), ...employee, ...isOperator, ...isCoach, ...isTransferred };
}

function finish(random: Random): EventFields {
  const lost = random.weighted<EventFields>([
    [{}, 8],
    [{ is_lost: null }, 1],
    [{ is_lost: true }, 1],
    [{ is_lost: false }, 1],
  ]);
  return { finish_reason: random.pick(["success_finish", "subscriber_busy", "abandoned"]), ...lost };
}

function rating(random: Random): EventFields {
  const face = { face: random.pick(["sad", "neutral", "happy"]) };
  const vote = { vote: random.pick(["positive", "negative"]) };
  const score = { score: random.integer(1, 5) };
  return random.pick<EventFields>([face, vote, score, { ...face, ...vote, ...score }, { score: null, ...vote }]);
}
