import fc from "fast-check";
import { describe } from "vitest";
import { itKeepsTheLaws } from "../testing/fold-laws.ts";
import { body, historiesOf, smallId } from "../testing/histories.ts";
import { visitorFold } from "./visitor.ts";

/** A value, a null that clears, or nothing. */
const word = <T>(value: fc.Arbitrary<T>) => fc.oneof(value, fc.constant(null), fc.constant(undefined));
const texts = fc.constantFrom([], ["a"], ["a", "b"]);

const bodies = body("visitor.updated.v1", {
  visitor_id: fc.constant(77),
  person_id: word(smallId),
  full_name: word(fc.constantFrom("", "Ann")),
  emails: word(texts),
  phone_numbers: word(texts),
  company: word(fc.constantFrom("X", "Y")),
  comment: word(fc.constant("c")),
  custom_properties: word(fc.constantFrom([], [{ property_name: "size", property_value: "L" }])),
});

describe("a visitor", () => {
  itKeepsTheLaws(visitorFold, historiesOf("visitor", 77, bodies));
});
