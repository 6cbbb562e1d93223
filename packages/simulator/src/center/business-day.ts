import { randomFrom } from "../random.ts";
import type { TimedEvent } from "../timed-event.ts";
import { queues, sites, type CenterPlan, type Employee, type ShiftName } from "./center.ts";
import { Conversation } from "./conversation.ts";
import { Floor } from "./floor.ts";
import { arrivalRate, peakRate } from "./load-curve.ts";
import { Operator } from "./operator.ts";
import { sourceOf } from "./source.ts";
import { Stage } from "./stage.ts";

/** Local hours at which shifts begin, and their lengths. */
const shifts: Readonly<Record<ShiftName, { readonly hour: number; readonly hours: number }>> = {
  early: { hour: 6, hours: 8 },
  day: { hour: 9, hours: 8.5 },
  late: { hour: 14, hours: 8 },
  night: { hour: 22, hours: 8 },
};
const openingHour = 6;
const hourMs = 3_600_000;

/** How many chat ids belong to each day, so that no two days share one. */
const chatIdsPerDay = 10_000_000;
const firstDate = Temporal.PlainDate.from("2020-01-01");

/** A business day begins when the night shift goes home. */
export function openingMs(date: Temporal.PlainDate, zone: string): number {
  return localMs(date, openingHour, zone);
}

/**
 * Everything that happens in the center to those who come between one opening and the next, in time order; the last chats, ratings and remarks
 * reach a few hours into the next business day. Depends on the plan and the date alone, so any window of time is made of whole days,
 * and the same day twice is the same events.
 */
export function* businessDay(plan: CenterPlan, staff: readonly Employee[], date: Temporal.PlainDate): Generator<TimedEvent> {
  const stage = new Stage(randomFrom(plan.seed, plan.tenant, date.toString()), sourceOf(plan), date.toString());
  const floor = new Floor();
  const operators = staff.filter((employee) => !employee.daysOff.includes(date.dayOfWeek)).map((employee) => new Operator(employee, stage, () => floor.serve()));
  floor.staff(operators);
  for (const operator of operators) {
    const { hour, hours } = shifts[operator.employee.shift];
    const from = localMs(date, hour, plan.zone);
    operator.work(from, from + hours * hourMs);
  }
  const closing = openingMs(date.add({ days: 1 }), plan.zone);
  const firstChatId = date.since(firstDate).days * chatIdsPerDay + 1;
  visitors(plan, stage, openingMs(date, plan.zone), closing, (nth) => {
    const queue = stage.random.pick(queues);
    new Conversation(firstChatId + nth, queue, stage, floor).begin(stage.random.pick(sites).siteId);
  });
  yield* stage.play();
}

/** Plans the arrivals one after the other: a Poisson process that follows the load curve, thinned from its peak. */
function visitors(plan: CenterPlan, stage: Stage, fromMs: number, untilMs: number, arrive: (nth: number) => void): void {
  const peak = peakRate(plan.chatsPerDay);
  let arrived = 0;
  const next = (afterMs: number): void => {
    const candidateMs = Math.ceil(afterMs + stage.random.exponential(1 / peak));
    if (candidateMs >= untilMs) return;
    stage.at(candidateMs, () => {
      const local = Temporal.Instant.fromEpochMilliseconds(candidateMs).toZonedDateTimeISO(plan.zone);
      if (stage.random.chance(arrivalRate(plan.chatsPerDay, local.dayOfWeek, local.hour) / peak)) arrive(arrived++);
      next(candidateMs);
    });
  };
  next(fromMs);
}

function localMs(date: Temporal.PlainDate, hour: number, zone: string): number {
  return date.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from({ hour }) }).epochMilliseconds;
}
