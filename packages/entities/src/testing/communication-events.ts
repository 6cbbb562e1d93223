import type { EventData } from "@stats/events";
import { event } from "./events.ts";

/** What any communication may have said about it, told of goal 900. */
const goalId = 900;
const about = { communication_id: goalId };

export const goalReached = (clock: string, said: Partial<EventData["goal.reached.v1"]> = {}) =>
  event("goal.reached.v1", "goal", goalId, clock, { ...about, goal_id: 5, name: "Paid", ...said });
export const tagOn = (clock: string, tagId: number, said: Partial<EventData["goal.tagged.v1"]> = {}) =>
  event("goal.tagged.v1", "goal", goalId, clock, { ...about, tag_id: tagId, ...said });
export const tagOff = (clock: string, tagId: number) => event("goal.untagged.v1", "goal", goalId, clock, { ...about, tag_id: tagId });
export const sold = (clock: string, saleId: number, saleDate: string, saleCost: string, said: { readonly comment?: string } = {}) =>
  event("goal.sale_recorded.v1", "goal", goalId, clock, { ...about, sale_id: saleId, sale_date: saleDate, sale_cost: saleCost, ...said });
export const classified = (clock: string, ...attributes: string[]) => event("goal.classified.v1", "goal", goalId, clock, { ...about, attributes });
export const visitorAssigned = (clock: string, visitorId: number, visitor?: EventData["goal.visitor_assigned.v1"]["visitor"]) =>
  event("goal.visitor_assigned.v1", "goal", goalId, clock, { ...about, visitor_id: visitorId, ...(visitor === undefined ? {} : { visitor }) });
