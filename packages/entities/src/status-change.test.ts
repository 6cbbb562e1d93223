import { expect, it } from "vitest";
import { statusChangeRow } from "./status-change.ts";
import { ms } from "./testing/clock.ts";
import { statusChanged } from "./testing/events.ts";

it("an operator's status change is a row of its event alone, to the millisecond", () => {
  expect(statusChangeRow({ event: statusChanged("10:00:00.123", "READY"), partition: 2, version: 77 })).toEqual({
    tenant: "acme",
    user_id: 501,
    changed_at_ms: ms("10:00:00.123"),
    status: "READY",
    partition: 2,
    version: 77,
  });
});
