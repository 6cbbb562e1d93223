import { entityKinds } from "@stats/events";
import { expect, it } from "vitest";
import { foldFor } from "./registry.ts";
import { directoryKinds } from "./rows.ts";

it("every kind of entity has a fold of its own kind, but for those whose events are rows of themselves", () => {
  const folded = entityKinds.filter((kind) => foldFor(kind) !== undefined);
  expect(folded.toSorted()).toEqual(
    ["chat", "call", "offline_message", "goal", "contact", "session", "visitor", "charge", "api_request", ...directoryKinds].toSorted(),
  );
  expect(folded.every((kind) => foldFor(kind)?.kinds.includes(kind))).toBe(true);
});
