import { z } from "zod";
import { defineQuestion } from "../question.ts";
import { id, integer } from "../values.ts";

const params = z.object({ communication_id: id });

const row = z.object({
  kind: z.enum(["chat", "call", "goal", "offline_message"]),
  /** Of the entity whose events tell of the communication; an offline message has another id than its communication. */
  entity_id: integer,
});

/** The communications of an id, at most one of each kind; calls that go on are among them. */
export const communicationWithId = defineQuestion({ name: "communication-with-id", at: import.meta.url, params, row });
