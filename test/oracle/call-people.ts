import type { Call, Leg } from "./call-legs.ts";

/** Who took part in a call (same names as the columns). */
export interface CallPeople {
  readonly employee_ids: readonly number[];
  readonly employee_answered: readonly (0 | 1)[];
  readonly employee_talked: readonly (0 | 1)[];
  readonly first_answered_employee_id: number;
  readonly last_answered_employee_id: number;
  readonly first_talked_employee_id: number;
  readonly last_talked_employee_id: number;
}

interface Deed {
  readonly leg: Leg;
  readonly timeMs: number;
}

/** A12: legs that name an employee and are no coach's; picking up is "answered", a start of a talk "talked". */
export function callPeople({ legs }: Call): CallPeople {
  const named = legs.filter(({ said, isCoach }) => said.employee_id != null && !isCoach);
  const ids = named.map(({ said }) => said.employee_id ?? 0);
  const employee_ids = ids.filter((id, index) => ids.indexOf(id) === index);
  const ofEmployee = (id: number) => named.filter(({ said }) => said.employee_id === id);
  const answers = named.flatMap((leg) => (leg.connectedMs === null ? [] : [{ leg, timeMs: leg.connectedMs }]));
  const talks = named.flatMap((leg) => leg.talkStartsMs.map((timeMs) => ({ leg, timeMs })));
  return {
    employee_ids,
    employee_answered: employee_ids.map((id) => (ofEmployee(id).some(({ connectedMs }) => connectedMs !== null) ? 1 : 0)),
    employee_talked: employee_ids.map((id) => (ofEmployee(id).some(({ talkStartsMs }) => talkStartsMs.length > 0) ? 1 : 0)),
    first_answered_employee_id: firstOf(answers),
    last_answered_employee_id: lastOf(answers),
    first_talked_employee_id: firstOf(talks),
    last_talked_employee_id: lastOf(talks),
  };
}

/** Settled last: of two at one millisecond the lower leg_id is the first ... */
function firstOf(deeds: readonly Deed[]): number {
  const leastMs = Math.min(...deeds.map(({ timeMs }) => timeMs));
  return named(deeds, leastMs, (ids) => Math.min(...ids));
}

/** ... and the higher the last. */
function lastOf(deeds: readonly Deed[]): number {
  const mostMs = Math.max(...deeds.map(({ timeMs }) => timeMs));
  return named(deeds, mostMs, (ids) => Math.max(...ids));
}

function named(deeds: readonly Deed[], atMs: number, choose: (legIds: readonly number[]) => number): number {
  const then = deeds.filter(({ timeMs }) => timeMs === atMs);
  const legId = choose(then.map(({ leg }) => leg.legId));
  return then.find(({ leg }) => leg.legId === legId)?.leg.said.employee_id ?? 0;
}
