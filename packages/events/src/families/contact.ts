import { z } from "zod";
import { id, text } from "../fields.ts";

/** visitor-session-events, entity `contact`: an address that a visitor left. Not the contacts of the address book. */
export const contactEvents = {
  "contact.captured.v1": z.object({
    contact_id: id,
    kind: z.enum(["email", "phone"]),
    value: text,
    source_type: z.enum(["chat", "lead"]),
    creator_type: z.enum(["employee", "visitor"]),
    is_auto: z.boolean().optional(),
    site_id: id.optional(),
  }),
};
