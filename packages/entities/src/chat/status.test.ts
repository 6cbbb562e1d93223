import { describe, it } from "vitest";
import type { ChatRow } from "../rows.ts";
import { answer, assigned, closed, message, started, tagged, transferred } from "../testing/events.ts";
import { given } from "../testing/given.ts";

const one = (row: Partial<ChatRow>) => ({ chat: [row] });
const invited = (clock: string) => message(clock, { author: "auto_invite" });

describe("the status of an open chat", () => {
  it("A17: is new until somebody is assigned, transferred to, or replies", () => {
    given([started("10:00"), message("10:01"), invited("10:02")]).gives(one({ status: "new" }));
    given([started("10:00")])
      .when(assigned("10:01", 5))
      .gives(one({ status: "active" }));
    given([started("10:00")])
      .when(transferred("10:01", 5))
      .gives(one({ status: "active" }));
    given([started("10:00", { with_bot: true })])
      .when(answer("10:01", 5))
      .gives(one({ status: "active" }));
  });
});

describe("the status of a closed chat", () => {
  it("A17: is what the close says, whatever was written", () => {
    given([started("10:00"), message("10:01"), answer("10:02", 5)])
      .when(closed("10:10", { status: "refused" }))
      .gives(one({ status: "refused" }));
  });

  it("A17, X2: is that of the latest close, derived where that one says nothing", () => {
    given([started("10:00"), closed("10:20", { release_cause: "b" })])
      .when(closed("10:10", { status: "refused", release_cause: "a" }))
      .gives(one({ status: "lost", release_cause: "b" }));
  });

  it("A17: refused without a word of the visitor, but one of an operator or an invitation", () => {
    given([started("10:00"), answer("10:01", 5), closed("10:10")]).gives(one({ status: "refused" }));
    given([started("10:00"), invited("10:01"), closed("10:10")]).gives(one({ status: "refused" }));
  });

  it("A17: succeeded where both wrote", () => {
    given([started("10:00"), answer("10:02", 5), message("10:01"), closed("10:10")]).gives(one({ status: "succeed" }));
  });

  it("A17: lost in every other case; a bot is no operator", () => {
    given([started("10:00"), closed("10:10")]).gives(one({ status: "lost" }));
    given([started("10:00"), message("10:01"), invited("10:02"), closed("10:10")]).gives(one({ status: "lost" }));
    given([started("10:00"), message("10:01", { author: "bot" }), closed("10:10")]).gives(one({ status: "lost" }));
    given([started("10:00"), message("10:01", { author: "robot" }), closed("10:10")]).gives(one({ status: "lost" }));
    given([started("10:00"), assigned("10:01", 5), message("10:02"), closed("10:10")]).gives(one({ status: "lost" }));
  });

  it("settled: messages after the close do not count for it, those of the close's own second do", () => {
    given([started("10:00"), message("10:10:00.900"), answer("10:10:00.999", 5), closed("10:10:00.100")]).gives(one({ status: "succeed" }));
    given([started("10:00"), message("10:01"), answer("10:10:01", 5), closed("10:10:00.999")]).gives(one({ status: "lost", messages_count: 2 }));
  });
});

describe("what else a chat's report asks for", () => {
  it("A21: counts distinct messages of all authors, and those of operators, also after the close", () => {
    const again = message("10:09", { message_id: "a", author: "operator", employee_id: 5 });
    given([started("10:00"), message("10:01", { message_id: "a" }), again, answer("10:02", 5), answer("10:12", 6), message("10:03", { author: "bot" })])
      .when(closed("10:10"))
      .gives(one({ messages_count: 4, employee_messages_count: 2 }));
  });

  it("A22: is transferred once any transfer came, manual or not, also after the close", () => {
    given([started("10:00"), closed("10:10")]).gives(one({ is_transfer: 0 }));
    given([started("10:00"), closed("10:10")])
      .when(transferred("10:12", 5, { manual: false }))
      .gives(one({ is_transfer: 1 }));
  });

  it("the cause of the close is as published, null while open", () => {
    given([started("10:00")]).gives(one({ release_cause: null }));
    given([started("10:00"), closed("10:01", { release_cause: "" })]).gives(one({ release_cause: "" }));
  });

  it("rulings, section 1: the site is the start's, also of a chat that was closed before it began", () => {
    given([started("10:00", { site_id: 3 })])
      .when(closed("09:00"))
      .gives(one({ site_id: 0, first_site_id: 3 }));
  });

  it("X11: visitor and attribution are of the start that counts; tags stay", () => {
    given([started("10:05", { visitor: { visitor_id: 7 }, attribution: { utm_source: "a" } }), tagged("10:06")])
      .when(started("10:00", { attribution: { campaign_id: 3 } }))
      .gives({
        chat: [
          { visitor_id: 0, attribution: {}, campaign_id: 3, tag_ids: [7], deleted: 0 },
          { visitor_id: 0, tag_ids: [], status: "", deleted: 1 },
        ],
      });
  });
});
