import { businessDay, openingMs } from "./center/business-day.ts";
import { volumesOf, type CenterPlan } from "./center/center.ts";
import { directoryEvents, foundedMs } from "./center/directory-events.ts";
import { sourceOf } from "./center/source.ts";
import { staffOf } from "./center/staff.ts";
import type { TimedEvent } from "./timed-event.ts";

/** So that no day uses up the ids that are set aside for it (see day-ids.ts): a call takes several for its legs. */
const mostPerDay = { chatsPerDay: 2_000_000, callsPerDay: 1_000_000, leadsPerDay: 1_000_000 } as const;

export interface SimulationWindow extends CenterPlan {
  /** Epoch milliseconds, from the year 2020 on. */
  readonly startMs: number;
  /** Exclusive; may be Infinity. */
  readonly endMs: number;
  /** Begin with the whole directory (its events are older than everything else). Default true. */
  readonly withDirectory?: boolean;
}

/**
 * The events of the window [startMs, endMs) in time order. The center does not depend on the window: two windows that meet give, one
 * after the other, what the window around both gives, with the same ids. So history and live traffic may be made apart, and publishing
 * the same history again changes nothing. Throws a RangeError for a plan or a window that cannot be.
 */
export function* simulate(window: SimulationWindow): Generator<TimedEvent> {
  if (!(Number.isSafeInteger(window.employees) && window.employees >= 1))
    throw new RangeError(`employees is ${window.employees}: it must be an integer from 1`);
  checkVolumes(window);
  if (window.startMs < foundedMs) throw new RangeError("the window begins before the center was founded, in 2020");
  const staff = staffOf(window);
  if (window.withDirectory !== false) yield* directoryEvents(sourceOf(window), staff);
  for (const happening of inTimeOrder(window, (date) => businessDay(window, staff, date))) {
    if (happening.timeMs >= window.endMs) return;
    if (happening.timeMs >= window.startMs) yield happening;
  }
}

function checkVolumes(plan: CenterPlan): void {
  const volumes = volumesOf(plan);
  for (const name of ["chatsPerDay", "callsPerDay", "leadsPerDay"] as const)
    if (!(volumes[name] >= 0 && volumes[name] <= mostPerDay[name]))
      throw new RangeError(`${name} is ${volumes[name]}: it must be from 0 to ${mostPerDay[name]}`);
}

interface OpenDay {
  next: TimedEvent;
  readonly rest: Iterator<TimedEvent>;
}

/** Merges the days, each of which reaches into the one after it, and opens a day only when its time has come. */
function* inTimeOrder({ startMs, zone }: SimulationWindow, eventsOf: (date: Temporal.PlainDate) => Iterator<TimedEvent>): Generator<TimedEvent> {
  const startDate = Temporal.Instant.fromEpochMilliseconds(startMs).toZonedDateTimeISO(zone).toPlainDate();
  let date = startDate.subtract({ days: 2 }); // before 06:00 the day before is still open, and the one before it may have an afterword
  const open: OpenDay[] = [];
  for (;;) {
    const first = open.reduce<OpenDay | undefined>((best, day) => (best && best.next.timeMs <= day.next.timeMs ? best : day), undefined);
    if (!first || openingMs(date, zone) <= first.next.timeMs) {
      const rest = eventsOf(date);
      const began = rest.next();
      if (began.done !== true) open.push({ next: began.value, rest });
      date = date.add({ days: 1 });
      continue;
    }
    yield first.next;
    const following = first.rest.next();
    if (following.done === true) open.splice(open.indexOf(first), 1);
    else first.next = following.value;
  }
}
