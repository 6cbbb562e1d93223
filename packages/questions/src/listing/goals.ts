import { instant, integer, text } from "./column.ts";
import { communicationColumns, siteColumns } from "./communication-columns.ts";
import { view } from "./relation.ts";
import type { Listing } from "./statement.ts";

/** Goals reached in a time. */
export const goals: Listing = {
  name: "goals",
  from: view("goal_of(tenant = {tenant:String})"),
  key: ["reached_at", "communication_id"],
  order: ["reached_at", "goal_id", "communication_id"],
};

export const goalColumns = {
  ...communicationColumns,
  ...siteColumns(),
  goal_id: integer("goal_id", { isNeverNull: true }),
  goal_name: text("name", { isNeverNull: true }),
  reached_at: instant("reached_at", { isNeverNull: true }),
} as const;
