import fc from "fast-check";
import { describe } from "vitest";
import { aboutBodies, originFields } from "../testing/communication-histories.ts";
import { itKeepsTheLaws } from "../testing/fold-laws.ts";
import { body, historiesOf, maybe, smallId } from "../testing/histories.ts";
import { goalFold } from "./goal.ts";

const about = { communication_id: fc.constant(900) };
const bodies = fc.oneof(
  { weight: 1, arbitrary: body("goal.reached.v1", { ...about, goal_id: smallId, name: fc.constantFrom("a", "b"), site_id: maybe(smallId), ...originFields }) },
  { weight: 2, arbitrary: aboutBodies("goal", about) },
);

describe("a goal", () => {
  itKeepsTheLaws(goalFold, historiesOf("goal", 900, bodies));
});
