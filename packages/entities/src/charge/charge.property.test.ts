import fc from "fast-check";
import { describe } from "vitest";
import { itKeepsTheLaws } from "../testing/fold-laws.ts";
import { body, historiesOf, maybe } from "../testing/histories.ts";
import { chargeFold } from "./charge.ts";

const bodies = body("charge.recorded.v1", {
  charge_id: fc.constant(8),
  date: fc.constantFrom("2026-01-14", "2026-01-15", "2026-01-16"),
  kind: fc.constantFrom("subscriber_fee", "changes"),
  amount: fc.constantFrom("1", "2.50", "-3"),
  bonuses: maybe(fc.constantFrom("1", "0.5")),
});

describe("a charge", () => {
  itKeepsTheLaws(chargeFold, historiesOf("charge", 8, bodies));
});
