import { randomFrom, type Random } from "../random.ts";
import type { TimedEvent } from "../timed-event.ts";
import { arrivals } from "./arrivals.ts";
import { departments, queues, sites, volumesOf, type CenterPlan, type Employee, type Place } from "./center.ts";
import { ContactBook } from "./contact-book.ts";
import { Conversation } from "./conversation.ts";
import { firstIdOf, idsFrom } from "./day-ids.ts";
import { Floor } from "./floor.ts";
import { IncomingCall } from "./incoming-call.ts";
import { Lead } from "./lead.ts";
import { Operator } from "./operator.ts";
import { outgoingCall } from "./outgoing-call.ts";
import { PhoneCall } from "./phone-call.ts";
import { localMs, onDuty, shiftOn, worksOn } from "./roster.ts";
import { sourceOf } from "./source.ts";
import { Stage } from "./stage.ts";
import { Visits } from "./web-visit.ts";

const openingHour = 6;
const outgoingShare = 0.2;
/** Visits in which nobody chats or writes. */
const strollersPerChat = 0.5;

/** A business day begins when the night shift goes home. */
export function openingMs(date: Temporal.PlainDate, zone: string): number {
  return localMs(date, openingHour, zone);
}

/**
 * Everything that happens in the center to those who come between one opening and the next, in time order; the last chats and calls, what is
 * said about them, and leads that find nobody at work reach into the next business day, and never beyond it. Depends on the plan and the date
 * alone, so any window of time is made of whole days, and the same day twice is the same events.
 */
export function* businessDay(plan: CenterPlan, staff: readonly Employee[], date: Temporal.PlainDate): Generator<TimedEvent> {
  const chancesOf = (what: string): Random => randomFrom(plan.seed, plan.tenant, date.toString(), what);
  const stage = new Stage(randomFrom(plan.seed, plan.tenant, date.toString()), sourceOf(plan), date.toString());
  const [onPhones, inMailbox] = [stage.aside(chancesOf("calls")), stage.aside(chancesOf("leads"))];
  const firstId = firstIdOf(date);
  const contacts = new ContactBook(stage.aside(chancesOf("contacts")), firstId);
  const floor = new Floor();
  floor.staff(come(plan, staff, date, stage, floor));
  const hours = { zone: plan.zone, fromMs: openingMs(date, plan.zone), untilMs: openingMs(date.add({ days: 1 }), plan.zone) };
  const volumes = volumesOf(plan);
  const [nextChatId, nextCallId, nextLegId, nextLeadId] = [idsFrom(firstId), idsFrom(firstId), idsFrom(firstId), idsFrom(firstId)];

  // Visits of those who chat, who write and who only look around: each kind numbers its own, so that none changes the others.
  const visitsOf = (what: string, block: number): Visits => new Visits(stage.aside(chancesOf(what)), idsFrom(firstId + block), plan);
  const [chatting, writing, looking] = [visitsOf("visits", 0), visitsOf("writers' visits", 3_000_000), visitsOf("other visits", 6_000_000)];
  stage.at(hours.fromMs, () => stage.publish("charge.recorded.v1", { charge_id: firstId, date: date.toString(), kind: "subscriber_fee", amount: "150.00" }));

  arrivals(volumes.chatsPerDay, hours, stage, () => {
    const queue = stage.random.pick(queues);
    const site = stage.random.pick(sites);
    const origin = chatting.begin(site.siteId, site.domainName);
    new Conversation(nextChatId(), { queue, siteId: site.siteId }, stage, floor, contacts, origin).begin();
  });
  const strolling = stage.aside(chancesOf("strollers"));
  arrivals(volumes.chatsPerDay * strollersPerChat, hours, strolling, () => {
    const site = strolling.random.pick(sites);
    looking.begin(site.siteId, site.domainName);
  });
  arrivals(volumes.callsPerDay, hours, onPhones, () => {
    const place = placeOf(onPhones.random);
    const isOutgoing = onPhones.random.chance(outgoingShare);
    if (!isOutgoing) return new IncomingCall(onPhones, floor, new PhoneCall(onPhones, nextCallId(), nextLegId, place, "in")).begin();
    const caller = floor.freeOperator("call", place.queue.departmentId); // nobody calls out while all are busy
    if (caller) outgoingCall(onPhones, floor, new PhoneCall(onPhones, nextCallId(), nextLegId, place, "out"), caller);
  });
  arrivals(volumes.leadsPerDay, hours, inMailbox, () => {
    const atWork = (): readonly Employee[] => onDuty(staff, plan.zone, inMailbox.nowMs);
    const place = placeOf(inMailbox.random);
    const site = sites.find(({ siteId }) => siteId === place.siteId) ?? sites[0];
    const origin = writing.begin(site.siteId, site.domainName);
    new Lead(nextLeadId(), place, inMailbox, atWork, contacts, origin).begin();
  });
  yield* stage.play();
}

/** Those who do not have the day off, each with a shift planned. */
function come(plan: CenterPlan, staff: readonly Employee[], date: Temporal.PlainDate, stage: Stage, floor: Floor): readonly Operator[] {
  const operators = staff.filter((employee) => worksOn(employee, date)).map((employee) => new Operator(employee, stage, () => floor.serve()));
  for (const operator of operators) {
    const { fromMs, untilMs } = shiftOn(date, operator.employee.shift, plan.zone);
    operator.work(fromMs, untilMs);
  }
  return operators;
}

/** A queue, and a site that its department looks after. */
function placeOf(random: Random): Place {
  const queue = random.pick(queues);
  const department = departments.find(({ departmentId }) => departmentId === queue.departmentId) ?? departments[0];
  return { queue, siteId: random.pick<number>(department.siteIds) };
}
