import fc from "fast-check";
import { describe } from "vitest";
import { itKeepsTheLaws } from "../testing/fold-laws.ts";
import { body, historiesOf, maybe, smallId } from "../testing/histories.ts";
import { contactFold } from "./contact.ts";

const bodies = body("contact.captured.v1", {
  contact_id: fc.constant(5),
  kind: fc.constantFrom("email", "phone"),
  value: fc.constant("x"),
  source_type: fc.constantFrom("chat", "lead"),
  creator_type: fc.constantFrom("employee", "visitor"),
  is_auto: maybe(fc.boolean()),
  site_id: maybe(smallId),
});

describe("a captured contact", () => {
  itKeepsTheLaws(contactFold, historiesOf("contact", 5, bodies));
});
