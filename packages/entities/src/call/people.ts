import { flag, type Flag } from "../versioned.ts";
import type { StartedLeg } from "./state.ts";
import { talkStartsOf } from "./talks.ts";

/** Who took part in a call. Ids are 0 where nobody did. */
export interface PeopleColumns {
  /** One element an employee, in the order of first legs, here and below. */
  readonly employee_ids: readonly number[];
  /** Picked up any of his legs. */
  readonly employee_answered: readonly Flag[];
  /** Talked on any of his legs. */
  readonly employee_talked: readonly Flag[];
  readonly first_answered_employee_id: number;
  readonly last_answered_employee_id: number;
  readonly first_talked_employee_id: number;
  readonly last_talked_employee_id: number;
}

export const noPeople: PeopleColumns = {
  employee_ids: [],
  employee_answered: [],
  employee_talked: [],
  first_answered_employee_id: 0,
  last_answered_employee_id: 0,
  first_talked_employee_id: 0,
  last_talked_employee_id: 0,
};

/** Something that an employee did on a leg. */
interface Deed {
  readonly employeeId: number;
  readonly legId: number;
  readonly timeMs: number;
}

/**
 * The employees of a call: of the legs that name one and are no coach's, whoever's leg it is else (rulings A12). To answer is to pick up, to talk is
 * any start of a talk, a resumed one too. "First" and "last" go by milliseconds; of two at one the lower leg_id is the first, the higher the last (settled).
 * @param legs by start
 */
export function peopleOf(legs: readonly StartedLeg[]): PeopleColumns {
  const named = legs.flatMap((leg) => {
    const { employee_id: employeeId, is_coach: isCoach } = leg.started.value;
    return employeeId === undefined || isCoach ? [] : [{ leg, employeeId }];
  });
  const answers = named.flatMap(({ leg: { legId, connectedMs }, employeeId }) =>
    connectedMs === undefined ? [] : [{ employeeId, legId, timeMs: connectedMs }],
  );
  const talks = named.flatMap(({ leg: { legId, talkMarks }, employeeId }) => talkStartsOf(talkMarks).map((timeMs) => ({ employeeId, legId, timeMs })));
  const employeeIds = [...new Set(named.map(({ employeeId }) => employeeId))];
  const flagsOf = (deeds: readonly Deed[]) => employeeIds.map((id) => flag(deeds.some(({ employeeId }) => employeeId === id)));
  const [firstAnswer, lastAnswer] = endsOf(answers);
  const [firstTalk, lastTalk] = endsOf(talks);
  return {
    employee_ids: employeeIds,
    employee_answered: flagsOf(answers),
    employee_talked: flagsOf(talks),
    first_answered_employee_id: firstAnswer?.employeeId ?? 0,
    last_answered_employee_id: lastAnswer?.employeeId ?? 0,
    first_talked_employee_id: firstTalk?.employeeId ?? 0,
    last_talked_employee_id: lastTalk?.employeeId ?? 0,
  };
}

function endsOf(deeds: readonly Deed[]): readonly [first: Deed | undefined, last: Deed | undefined] {
  const inOrder = deeds.toSorted((a, b) => a.timeMs - b.timeMs || a.legId - b.legId);
  return [inOrder.at(0), inOrder.at(-1)];
}
