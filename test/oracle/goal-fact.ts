import { communicationFact, type CommunicationFact } from "./communication-fact.ts";
import type { DecodedEvent } from "./decode-record.ts";
import { byTimeThenOffset, second } from "./order.ts";

/** The columns of a goal's fact row that its events decide: one row a time it was reached. */
export interface GoalFact extends CommunicationFact {
  readonly tenant: string;
  readonly reached_at: number;
  readonly communication_id: number;
  readonly goal_id: number;
  readonly name: string;
  readonly site_id: number;
}

/** The row from all distinct events; null until it was reached (A2). Of several reachings the earliest, at one instant the higher offset (X11). */
export function goalFact(events: readonly (DecodedEvent & { readonly offset: number })[]): GoalFact | null {
  const inOrder = events.toSorted(byTimeThenOffset);
  const reachings = inOrder.filter(({ type }) => type === "goal.reached.v1");
  const reached = reachings.findLast(({ timeMs }) => timeMs === reachings[0]?.timeMs);
  if (!reached) return null;
  return {
    tenant: reached.tenant,
    reached_at: second(reached),
    communication_id: Number(reached.data["communication_id"]),
    goal_id: Number(reached.data["goal_id"]),
    name: String(reached.data["name"]),
    site_id: reached.data.site_id ?? 0,
    ...communicationFact("goal", inOrder, reached.data),
  };
}
