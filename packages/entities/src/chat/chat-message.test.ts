import { expect, it } from "vitest";
import { ms } from "../testing/clock.ts";
import { answer, message } from "../testing/events.ts";
import { chatMessageRow } from "./chat-message.ts";

it("a message's event is a row of its own: who wrote what and when, at its place in the log", () => {
  const event = answer("10:00:00.250", 5, { message_id: "m", text: "" });
  expect(chatMessageRow({ event, partition: 3, version: 100 })).toMatchObject({
    tenant: "acme",
    chat_id: 42,
    partition: 3,
    version: 100,
    message_id: "m",
    sent_at_ms: ms("10:00:00.250"),
    author: "operator",
    employee_id: 5,
    text: "",
  });
});

it("without text or employee it says so", () => {
  expect(chatMessageRow({ event: message("10:00"), partition: 0, version: 0 })).toMatchObject({ author: "visitor", employee_id: 0, text: null });
});

it("the same source and id is the same row, wherever they are told apart", () => {
  const event = message("10:00");
  const identity = (source: string, id: string) => chatMessageRow({ event: { ...event, source, id }, partition: 0, version: 1 }).identity;
  expect(identity("ab", "c")).toBe(identity("ab", "c"));
  expect(identity("ab", "c")).not.toBe(identity("a", "bc"));
});
