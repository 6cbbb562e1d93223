import { entityKinds } from "@stats/events";
import { expect, it } from "vitest";
import { foldFor } from "./registry.ts";
import { directoryKinds } from "./rows.ts";

it("chats, calls, leads, contacts and all ten kinds of directory objects have a fold, each that of its own kind; the rest has none", () => {
  const folded = entityKinds.filter((kind) => foldFor(kind) !== undefined);
  expect(folded.toSorted()).toEqual(["chat", "call", "offline_message", "contact", ...directoryKinds].toSorted());
  expect(folded.every((kind) => foldFor(kind)?.kinds.includes(kind))).toBe(true);
});
