import type { AnyEvent, LoggedEvent } from "@stats/events";
import fc from "fast-check";
import { aboutBodies, originFields } from "./communication-histories.ts";
import { logged } from "./given.ts";
import { body as anyBody, maybe, smallId, type Body } from "./histories.ts";

/**
 * Random histories of one chat, small on purpose: a few ids and a few seconds, so that ties, moved starts, repeated messages, re-opens and
 * messages in the very second of the hand-over or the close happen all the time.
 */
const baseMs = Date.UTC(2026, 0, 15, 9, 59, 58);
const stepMs = 250;
const steps = 48;

const chat_id = fc.constant(42);

const bodies = fc.oneof(
  {
    weight: 3,
    arbitrary: body("chat.started.v1", {
      initiator: fc.constantFrom("visitor", "operator", "auto_invite"),
      with_bot: fc.boolean(),
      site_id: maybe(smallId),
      department_id: maybe(smallId),
      queue_id: maybe(smallId),
      ...originFields,
    }),
  },
  {
    weight: 6,
    arbitrary: body("chat.message_sent.v1", {
      message_id: fc.constantFrom("a", "b", "c", "d", "e", "f"),
      author: fc.constantFrom("visitor", "operator", "operator", "bot", "auto_invite"),
      employee_id: smallId,
    }),
  },
  { weight: 2, arbitrary: body("chat.handed_to_agents.v1", { queue_id: maybe(smallId), department_id: maybe(smallId) }) },
  { weight: 2, arbitrary: body("chat.assigned.v1", { employee_id: smallId }) },
  {
    weight: 2,
    arbitrary: body("chat.transferred.v1", {
      from_employee_id: smallId,
      to_employee_id: smallId,
      department_id: maybe(smallId),
      queue_id: maybe(smallId),
      manual: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: body("chat.closed.v1", { release_cause: fc.constantFrom("", "a"), status: maybe(fc.constantFrom("lost", "succeed", "refused")) }) },
  {
    weight: 2,
    arbitrary: body("chat.rated.v1", {
      face: maybe(fc.constantFrom("sad", "neutral", "happy")),
      vote: maybe(fc.constantFrom("positive", "negative")),
      score: maybe(fc.integer({ min: 1, max: 5 })),
    }),
  },
  { weight: 1, arbitrary: body("chat.remarked.v1", { employee_id: smallId, remark_id: smallId }) },
  { weight: 3, arbitrary: aboutBodies("chat", { chat_id }) },
);

function body(type: AnyEvent["type"], fields: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Body> {
  return anyBody(type, { chat_id, ...fields });
}

function chatEvent(said: Body, id: string, step: number): AnyEvent {
  return { tenant: "acme", kind: "chat", entityId: "42", source: "//crm.test", id, timeMs: baseMs + step * stepMs, ...said } as AnyEvent;
}

/** Anything goes: ties in time, and now and then an identity again with another content. */
export const anyHistory: fc.Arbitrary<LoggedEvent<AnyEvent>[]> = fc
  .array(fc.tuple(bodies, fc.nat(60), fc.nat(steps - 1)), { minLength: 1, maxLength: 25 })
  .map((events) => logged(events.map(([said, id, step]) => chatEvent(said, `e${id}`, step))));

/** Nothing that only the order of arrival could decide: every identity once, no two events in one millisecond. */
export const unambiguousHistory: fc.Arbitrary<AnyEvent[]> = fc
  .uniqueArray(fc.tuple(bodies, fc.nat(steps - 1)), { minLength: 1, maxLength: 20, selector: ([, step]) => step })
  .map((events) => events.map(([said, step], index) => chatEvent(said, `e${index}`, step)));
