import { isAgents, type StartedLeg } from "./state.ts";
import { talkStartsOf } from "./talks.ts";

/**
 * The operator's leg that talked first, of two at one millisecond the one with the lower leg_id. Never a coach's.
 * @param legs by start
 */
export function firstTalkedLeg(legs: readonly StartedLeg[]): StartedLeg | undefined {
  let first: StartedLeg | undefined;
  let firstMs = Infinity;
  for (const leg of legs.filter(isAgents)) {
    const talkMs = talkStartsOf(leg.talkMarks).reduce((least, timeMs) => Math.min(least, timeMs), Infinity);
    if (talkMs === Infinity || talkMs > firstMs) continue;
    if (first !== undefined && talkMs === firstMs && leg.legId > first.legId) continue;
    first = leg;
    firstMs = talkMs;
  }
  return first;
}

/**
 * The credited employee of a call (rulings X6 and settled last), 0 = nobody: of the operator's leg that talked first; if that leg names nobody or none
 * talked, of the last-started operator's leg that names one. Never of a coach.
 * @param legs by start
 */
export function creditedEmployee(legs: readonly StartedLeg[]): number {
  const talked = firstTalkedLeg(legs)?.started.value.employee_id;
  return talked ?? lastNamed(legs.filter(isAgents), "employee_id");
}

/** The last id that a leg names, by the legs' starts; 0 = none does (rulings X5). */
export function lastNamed(legs: readonly StartedLeg[], field: "site_id" | "department_id" | "queue_id" | "employee_id"): number {
  return legs.findLast(({ started }) => started.value[field] !== undefined)?.started.value[field] ?? 0;
}
