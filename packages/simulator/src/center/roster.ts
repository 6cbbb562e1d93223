import { shiftNames, type Employee, type ShiftName } from "./center.ts";

/** Local hours at which shifts begin, and their lengths. */
const shifts: Readonly<Record<ShiftName, { readonly hour: number; readonly hours: number }>> = {
  early: { hour: 6, hours: 8 },
  day: { hour: 9, hours: 8.5 },
  late: { hour: 14, hours: 8 },
  night: { hour: 22, hours: 8 },
};
const hourMs = 3_600_000;

interface ShiftTimes {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** Epoch milliseconds at which the local clock strikes this hour. */
export function localMs(date: Temporal.PlainDate, hour: number, zone: string): number {
  return date.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from({ hour }) }).epochMilliseconds;
}

/** When the shift that begins on this date begins and ends. */
export function shiftOn(date: Temporal.PlainDate, name: ShiftName, zone: string): ShiftTimes {
  const { hour, hours } = shifts[name];
  const fromMs = localMs(date, hour, zone);
  return { fromMs, untilMs: fromMs + hours * hourMs };
}

export function worksOn({ daysOff }: Employee, date: Temporal.PlainDate): boolean {
  return !daysOff.includes(date.dayOfWeek);
}

/** Who is at work by plan, breaks aside. Those who came yesterday by night count too. */
export function onDuty(staff: readonly Employee[], zone: string, timeMs: number): readonly Employee[] {
  const today = Temporal.Instant.fromEpochMilliseconds(timeMs).toZonedDateTimeISO(zone).toPlainDate();
  return [today.subtract({ days: 1 }), today].flatMap((date) => {
    const running = shiftNames.filter((name) => {
      const { fromMs, untilMs } = shiftOn(date, name, zone);
      return fromMs <= timeMs && timeMs < untilMs;
    });
    return staff.filter((employee) => running.includes(employee.shift) && worksOn(employee, date));
  });
}
