import fc from "fast-check";
import { describe } from "vitest";
import { aboutBodies, originFields } from "../testing/communication-histories.ts";
import { itKeepsTheLaws } from "../testing/fold-laws.ts";
import { body, historiesOf, maybe, smallId } from "../testing/histories.ts";
import { leadFold } from "./lead.ts";

const offline_message_id = fc.constant(12);
const bodies = fc.oneof(
  body("offline_message.received.v1", {
    offline_message_id,
    communication_id: fc.constant(900),
    lead_type: fc.constantFrom("form", "callback", "chat"),
    employee_id: maybe(smallId),
    site_id: maybe(smallId),
    department_id: maybe(smallId),
    text: maybe(fc.constantFrom("", "a")),
    ...originFields,
  }),
  body("offline_message.assigned.v1", { offline_message_id, employee_id: smallId }),
  body("offline_message.processed.v1", { offline_message_id, employee_id: smallId, comment: maybe(fc.constantFrom("", "a")) }),
  aboutBodies("offline_message", { offline_message_id }),
);

describe("a lead", () => {
  itKeepsTheLaws(leadFold, historiesOf("offline_message", 12, bodies));
});
