import { z } from "zod";
import { id, openEnum, text, textId } from "../fields.ts";
import {
  anyRating,
  classification,
  isSameVisitor,
  origin,
  otherVisitor,
  rating,
  remarking,
  sale,
  saysNothing,
  saysSomething,
  tagging,
  visitorAssignment,
} from "./communication.ts";

/** chat-events, entity `chat`. */
export const chatEvents = {
  "chat.started.v1": z.object({
    chat_id: id,
    site_id: id.optional(),
    department_id: id.optional(),
    queue_id: id.optional(),
    /** visitor, operator, auto_invite, … */
    initiator: openEnum,
    with_bot: z.boolean().default(false),
    ...origin,
  }),
  "chat.message_sent.v1": z
    .object({
      chat_id: id,
      message_id: textId,
      /** visitor, operator, bot, auto_invite, … */
      author: openEnum,
      employee_id: id.optional(),
      text: text.optional(),
    })
    .refine((data) => data.author !== "operator" || data.employee_id !== undefined, {
      path: ["employee_id"],
      error: "is required when author is operator",
    })
    .meta({ anyOf: [{ properties: { author: { not: { const: "operator" } } } }, { required: ["employee_id"] }] }),
  /** A bot passed the chat to the human queue. */
  "chat.handed_to_agents.v1": z.object({ chat_id: id, queue_id: id.optional(), department_id: id.optional() }),
  "chat.assigned.v1": z.object({ chat_id: id, employee_id: id }),
  "chat.transferred.v1": z.object({
    chat_id: id,
    from_employee_id: id,
    to_employee_id: id,
    department_id: id.optional(),
    queue_id: id.optional(),
    manual: z.boolean(),
  }),
  "chat.closed.v1": z.object({
    chat_id: id,
    release_cause: openEnum,
    status: z.enum(["lost", "succeed", "refused"]).optional(),
  }),
  "chat.rated.v1": z
    .object({ chat_id: id, ...rating })
    .refine(saysSomething, saysNothing)
    .meta(anyRating),
  "chat.remarked.v1": z.object({ chat_id: id, ...remarking }),
  "chat.tagged.v1": z.object({ chat_id: id, ...tagging }),
  "chat.untagged.v1": z.object({ chat_id: id, ...tagging }),
  "chat.sale_recorded.v1": z.object({ chat_id: id, ...sale }),
  "chat.classified.v1": z.object({ chat_id: id, ...classification }),
  "chat.visitor_assigned.v1": z.object({ chat_id: id, ...visitorAssignment }).refine(isSameVisitor, otherVisitor),
};
