import { isAgents, type StartedLeg } from "./state.ts";

/**
 * The credited employee of a call (rulings X6 and settled last), 0 = nobody: of the operator's leg that talked first, of two at one millisecond of the
 * lower leg_id; if that leg names nobody or none talked, of the last-started operator's leg that names one. Never of a coach.
 * @param legs by start
 */
export function creditedEmployee(legs: readonly StartedLeg[]): number {
  const agents = legs.filter(isAgents);
  let first: StartedLeg | undefined;
  let firstMs = Infinity;
  for (const leg of agents) {
    const talkMs = firstTalkMs(leg);
    if (talkMs === undefined || talkMs > firstMs) continue;
    if (first !== undefined && talkMs === firstMs && leg.legId > first.legId) continue;
    first = leg;
    firstMs = talkMs;
  }
  const talked = first?.started.employeeId ?? 0;
  return talked !== 0 ? talked : lastNamed(agents, (leg) => leg.started.employeeId);
}

/** The last id that a leg names, by the legs' starts; 0 = none does (rulings X5). */
export function lastNamed(legs: readonly StartedLeg[], idOf: (leg: StartedLeg) => number): number {
  const named = legs.findLast((leg) => idOf(leg) !== 0);
  return named === undefined ? 0 : idOf(named);
}

function firstTalkMs({ talkMarks }: StartedLeg): number | undefined {
  let first: number | undefined;
  for (const { isStart, timeMs } of talkMarks) if (isStart && (first === undefined || timeMs < first)) first = timeMs;
  return first;
}
