import { describe, it } from "vitest";
import type { GoalRow } from "../rows.ts";
import { sec } from "../testing/clock.ts";
import { classified, goalReached, sold, tagOn, visitorAssigned } from "../testing/communication-events.ts";
import { given } from "../testing/given.ts";

const one = (row: Partial<GoalRow>) => ({ goal: [row] });

describe("a goal", () => {
  it("A2: has no row until it is reached, whatever else is said of it", () => {
    given([tagOn("10:00", 1), sold("10:00", 1, "2026-01-15", "1")])
      .when(visitorAssigned("10:01", 5))
      .gives({});
  });

  it("is what its reaching says, named by its communication_id", () => {
    given([goalReached("10:00:00.900", { goal_id: 5, name: "Paid", site_id: 3, communication_number: 2, visitor: { visitor_id: 7 } })]).gives(
      one({ reached_at: sec("10:00"), communication_id: 900, goal_id: 5, name: "Paid", site_id: 3, communication_number: 2, visitor_id: 7 }),
    );
  });

  it("X11: of several reachings the earliest counts, as a whole, and the other is taken back", () => {
    given([goalReached("10:05", { name: "Paid", site_id: 3, attribution: { campaign_id: 4 } }), tagOn("10:06", 1)])
      .when(goalReached("10:00", { name: "Asked" }))
      .gives({
        goal: [
          { reached_at: sec("10:00"), name: "Asked", site_id: 0, campaign_id: 0, tag_ids: [1], deleted: 0 },
          { reached_at: sec("10:05"), name: "", goal_id: 0, tag_ids: [], deleted: 1 },
        ],
      });
  });

  it("X11: of two at one instant the higher offset counts", () => {
    given([goalReached("10:00", { name: "a" })])
      .when(goalReached("10:00", { name: "b" }))
      .gives(one({ name: "b" }));
  });

  it("carries what is said of it", () => {
    given([
      goalReached("10:00", { visitor: { visitor_id: 7, city: "Omsk" } }),
      tagOn("10:01", 1),
      sold("10:02", 4, "2026-01-15", "1.50"),
      classified("10:03", "lost"),
    ])
      .when(visitorAssigned("10:04", 8))
      .gives(one({ tag_ids: [1], sale_ids: [4], sale_costs: ["1.5"], attributes: ["lost"], visitor_id: 8, visitor_city: null }));
  });
});
