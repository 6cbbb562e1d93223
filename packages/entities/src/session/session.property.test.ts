import fc from "fast-check";
import { describe } from "vitest";
import { itKeepsTheLaws } from "../testing/fold-laws.ts";
import { body, historiesOf, maybe, smallId } from "../testing/histories.ts";
import { sessionFold } from "./session.ts";

const visitor_session_id = fc.constant(9001);
const bodies = fc.oneof(
  {
    weight: 2,
    arbitrary: body("session.started.v1", {
      visitor_session_id,
      site_id: smallId,
      visitor: fc.record({ visitor_id: smallId, city: fc.constantFrom("", "Omsk") }),
      attribution: maybe(fc.record({ campaign_id: smallId, utm_source: fc.constantFrom("a", "b") })),
      language: maybe(fc.constantFrom("ru", "pl")),
    }),
  },
  { weight: 4, arbitrary: body("session.page_viewed.v1", { visitor_session_id, url: fc.constantFrom("/a", "/b") }) },
  { weight: 1, arbitrary: body("session.ended.v1", { visitor_session_id }) },
);

describe("a visitor session", () => {
  itKeepsTheLaws(sessionFold, historiesOf("session", 9001, bodies));
});
