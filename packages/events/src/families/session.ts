import { z } from "zod";
import { id, text } from "../fields.ts";
import { attribution, visitor } from "./visitor-blocks.ts";

/** visitor-session-events, entity `session`. */
export const sessionEvents = {
  "session.started.v1": z.object({
    visitor_session_id: id,
    visitor,
    site_id: id,
    attribution: attribution.optional(),
    ip_address: text.optional(),
    browser_name: text.optional(),
    browser_version: text.optional(),
    os_name: text.optional(),
    os_version: text.optional(),
    provider: text.optional(),
    screen: text.optional(),
    language: text.optional(),
  }),
  /** The entrance page is published too. */
  "session.page_viewed.v1": z.object({ visitor_session_id: id, url: text }),
  "session.ended.v1": z.object({ visitor_session_id: id }),
};
