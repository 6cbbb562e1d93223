import { randomFrom, type Random } from "../random.ts";
import type { TimedEvent } from "../timed-event.ts";
import { arrivals } from "./arrivals.ts";
import { departments, queues, sites, volumesOf, type CenterPlan, type Employee, type Place } from "./center.ts";
import { ApiDoor } from "./api-door.ts";
import { billDay } from "./bills.ts";
import { dialled, fromVisit, ordered, outOfTheBlue, type CallOccasion } from "./call-occasion.ts";
import { ContactBook } from "./contact-book.ts";
import { Conversation } from "./conversation.ts";
import { firstIdOf, idsFrom } from "./day-ids.ts";
import { Floor } from "./floor.ts";
import { IncomingCall } from "./incoming-call.ts";
import { Lead } from "./lead.ts";
import { Operator } from "./operator.ts";
import { outgoingCall } from "./outgoing-call.ts";
import { PhoneCall, type Switchboard } from "./phone-call.ts";
import { localMs, onDuty, shiftOn, worksOn } from "./roster.ts";
import { sourceOf } from "./source.ts";
import { Stage } from "./stage.ts";
import { Visits } from "./web-visit.ts";

const openingHour = 6;
const outgoingShare = 0.2;
/** Of the incoming calls those whose caller looks at a site, and of the outgoing ones those that another program orders. */
const trackedShare = 0.55;
const orderedShare = 0.4;
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
  const calling = visitsOf("callers' visits", 8_000_000);
  const accounting = stage.aside(chancesOf("charges"));
  stage.at(hours.fromMs, () => billDay(accounting, date, idsFrom(firstId)));

  arrivals(volumes.chatsPerDay, hours, stage, () => {
    const queue = stage.random.pick(queues);
    const site = stage.random.pick(sites);
    const origin = chatting.begin(site.siteId, site.domainName);
    new Conversation(nextChatId(), { queue, siteId: site.siteId }, { stage, floor, contacts, guests: chatting.guests }, origin).begin();
  });
  const strolling = stage.aside(chancesOf("strollers"));
  arrivals(volumes.chatsPerDay * strollersPerChat, hours, strolling, () => {
    const site = strolling.random.pick(sites);
    looking.begin(site.siteId, site.domainName);
  });
  const switchboard: Switchboard = { scene: onPhones, nextCallId, nextLegId, guests: calling.guests };
  const orders = new ApiDoor(stage.aside(chancesOf("orders")), idsFrom(firstId));
  arrivals(volumes.callsPerDay, hours, onPhones, () => {
    const { random } = onPhones;
    const place = placeOf(random);
    if (random.chance(outgoingShare)) return callOut(switchboard, floor, place, orders);
    const come = (occasion: CallOccasion): void => new IncomingCall(onPhones, floor, new PhoneCall(switchboard, place, "in", occasion)).begin();
    if (!random.chance(trackedShare)) return come(outOfTheBlue(random));
    const origin = calling.begin(place.siteId, domainOf(place));
    onPhones.after(random.integer(10, 120), () => come(fromVisit(random, origin)));
  });
  arrivals(volumes.leadsPerDay, hours, inMailbox, () => {
    const atWork = (): readonly Employee[] => onDuty(staff, plan.zone, inMailbox.nowMs);
    const place = placeOf(inMailbox.random);
    const origin = writing.begin(place.siteId, domainOf(place));
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

/** Somebody who is free calls out, of his own accord or because a program asked for it; while all are busy nobody does. */
function callOut(switchboard: Switchboard, floor: Floor, place: Place, orders: ApiDoor): void {
  const { scene } = switchboard;
  const isOrdered = scene.random.chance(orderedShare);
  const caller = floor.freeOperator("call", place.queue.departmentId);
  const requestId = isOrdered ? orders.nextRequestId() : undefined;
  const externalId = `order-${requestId}`;
  if (!caller) {
    if (requestId !== undefined) orders.ordered(requestId, externalId, undefined);
    return;
  }
  const occasion = requestId === undefined ? dialled(scene.random) : ordered(scene.random, requestId, externalId);
  const call = new PhoneCall(switchboard, place, "out", occasion);
  if (requestId !== undefined) orders.ordered(requestId, externalId, call.callId);
  outgoingCall(scene, floor, call, caller);
}

function domainOf({ siteId }: Place): string {
  return (sites.find((site) => site.siteId === siteId) ?? sites[0]).domainName;
}

/** A queue, and a site that its department looks after. */
function placeOf(random: Random): Place {
  const queue = random.pick(queues);
  const department = departments.find(({ departmentId }) => departmentId === queue.departmentId) ?? departments[0];
  return { queue, siteId: random.pick<number>(department.siteIds) };
}
