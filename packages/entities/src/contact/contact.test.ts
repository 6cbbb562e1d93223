import { describe, it } from "vitest";
import type { ContactRow } from "../rows.ts";
import { sec } from "../testing/clock.ts";
import { given } from "../testing/given.ts";
import { captured } from "../testing/lead-events.ts";

const one = (row: Partial<ContactRow>) => ({ contact: [row] });

describe("a captured contact", () => {
  it("L16: is what its latest event says, as a whole", () => {
    given([captured("10:05", { kind: "phone", source_type: "lead", creator_type: "employee" })])
      .when(captured("10:00", { is_auto: true, site_id: 3 }))
      .gives(
        one({
          contact_id: 5,
          kind: "phone",
          source_type: "lead",
          creator_type: "employee",
          is_auto: 0,
          site_id: 0,
          captured_at: sec("10:05"),
          deleted: 0,
          version: 101,
        }),
      );
  });

  it("L16: of two events at one instant the higher offset counts", () => {
    given([captured("10:00", { site_id: 3 })])
      .when(captured("10:00", { site_id: 4, is_auto: true }))
      .gives(one({ site_id: 4, is_auto: 1 }));
  });
});
