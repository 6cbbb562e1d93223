import { describe, expect, it } from "vitest";
import { sec } from "../testing/clock.ts";
import { answer, assigned, closed, handed, message, rated, remarked, started, tagged, transferred } from "../testing/events.ts";
import { given } from "../testing/given.ts";
import type { ChatRow } from "../rows.ts";

const one = (row: Partial<ChatRow>) => ({ chat: [row] });
const bot = { with_bot: true };

describe("times of day", () => {
  it("X1: are truncated to whole seconds before they are subtracted", () => {
    given([started("10:00:00.900")])
      .when(answer("10:00:01.100", 5))
      .gives(one({ started_at: sec("10:00:00"), answered_at: sec("10:00:01"), wait: 1 }));
  });

  it("X1: milliseconds still order events: the first answer is the earlier of two in one second", () => {
    given([started("10:00"), answer("10:01:00.700", 6)])
      .when(answer("10:01:00.200", 5))
      .gives(one({ employee_id: 5 }));
  });
});

describe("closing", () => {
  const abandoned = [started("10:00"), message("10:00:05"), closed("10:10"), answer("10:12", 5)];

  it("X2: an answer after the close leaves the chat abandoned", () => {
    given(abandoned).gives(one({ closed: 1, closed_at: sec("10:10"), answered: 0, wait: 0, talk: 0, employee_id: 0, visitor_wrote: 1 }));
  });

  it("X2: a later close re-opens it: answered, chat time never negative", () => {
    given(abandoned)
      .when(closed("10:20"))
      .gives(one({ answered: 1, answered_at: sec("10:12"), closed_at: sec("10:20"), wait: 720, talk: 480, employee_id: 5 }));
  });

  it("X2: an earlier close that arrives late changes nothing", () => {
    given([started("10:00"), answer("10:12", 5), closed("10:20")])
      .when(closed("10:10"))
      .gives(one({ answered: 1, closed_at: sec("10:20"), talk: 480 }));
  });

  it("X2: what comes after the close changes neither queue, department, credit nor whether the visitor wrote", () => {
    given([started("10:00", { queue_id: 1, department_id: 1 }), assigned("10:01", 5), closed("10:10"), message("10:11")])
      .when(transferred("10:12", 6, { queue_id: 2, department_id: 2 }))
      .gives(one({ queue_id: 1, department_id: 1, employee_id: 5, visitor_wrote: 0 }));
  });

  it("X2: ratings and remarks count whenever they come", () => {
    given([started("10:00"), closed("10:10"), rated("10:30", { face: "happy" })])
      .when(remarked("10:31", 3))
      .gives(one({ face: "happy", remark_id: 3 }));
  });

  it("settled last: an answer and a visitor's message in the very second of the close still count", () => {
    given([started("10:00"), message("10:10:00.950"), answer("10:10:00.999", 5)])
      .when(closed("10:10:00.100"))
      .gives(one({ answered: 1, talk: 0, visitor_wrote: 1 }));
  });

  it("an open chat has no close and no chat time", () => {
    given([started("10:00")])
      .when(answer("10:01", 5))
      .gives(one({ answered: 1, closed: 0, closed_at: 0, talk: 0 }));
  });
});

describe("queue entry", () => {
  it("X3: without a bot it is the start; a hand-over only changes the queue", () => {
    given([started("10:00")])
      .when(handed("10:05", { queue_id: 7 }))
      .gives(one({ queued: 1, queued_at: sec("10:00"), queue_id: 7 }));
  });

  it("X3: with a bot it is the earliest hand-over, in whatever order they arrive", () => {
    given([started("10:00", bot), handed("10:05")])
      .when(handed("10:03"))
      .gives(one({ with_bot: 1, queued: 1, queued_at: sec("10:03") }));
  });

  it("X3: with a bot it is never before the start", () => {
    given([started("10:00", bot)])
      .when(handed("09:59"))
      .gives(one({ queued_at: sec("10:00") }));
  });

  it("X3: a hand-over after the close is none: the bot finished the chat", () => {
    given([started("10:00", bot), closed("10:04")])
      .when(handed("10:05"))
      .gives(one({ queued: 0, queued_at: 0, closed: 1 }));
  });

  it("X3: assignment, transfer and an operator's message do not enter the queue", () => {
    given([started("10:00", bot), assigned("10:01", 5), transferred("10:02", 6)])
      .when(answer("10:03", 6))
      .gives(one({ queued: 0, answered: 0, employee_id: 6 }));
  });

  it("X3: an operator's message before the hand-over is no answer", () => {
    given([started("10:00", bot), answer("10:01", 5), handed("10:02")])
      .when(answer("10:03", 6))
      .gives(one({ answered: 1, answered_at: sec("10:03"), wait: 60, employee_id: 6 }));
  });

  it("settled last: a message in the very second of the hand-over is an answer with wait 0", () => {
    given([started("10:00", bot), handed("10:05:00.900")])
      .when(answer("10:05:00.100", 5))
      .gives(one({ answered: 1, wait: 0, employee_id: 5 }));
  });
});

describe("answering", () => {
  it("X4: a chat is answered whether or not the visitor wrote; reports look at visitor_wrote", () => {
    given([started("10:00")])
      .when(answer("10:00:20", 5))
      .gives(one({ answered: 1, wait: 20, visitor_wrote: 0 }));
  });

  it("X15: an invited visitor's silence counts as waiting", () => {
    given([started("10:00", { initiator: "auto_invite" }), message("10:05")])
      .when(answer("10:05:05", 5))
      .gives(one({ initiator: "auto_invite", wait: 305 }));
  });

  it("messages of a bot or an invitation are neither the visitor's nor an answer, even with an employee_id", () => {
    given([started("10:00"), message("10:01", { author: "bot", employee_id: 5 })])
      .when(message("10:02", { author: "auto_invite" }))
      .gives(one({ answered: 0, visitor_wrote: 0 }));
  });

  it("X12: of two answers at one instant the one with the lower offset is the first", () => {
    given([started("10:00"), answer("10:01", 6)])
      .when(answer("10:01", 5))
      .gives(one({ employee_id: 6 }));
  });
});

describe("the same message_id twice", () => {
  const id = { message_id: "same" };

  it("X11: is one message, that of the earliest time", () => {
    given([started("10:00"), answer("10:05", 5, id)])
      .when(answer("10:02", 6, id))
      .gives(one({ wait: 120, employee_id: 6 }));
  });

  it("X11: a later copy changes nothing", () => {
    given([started("10:00"), answer("10:02", 6, id)])
      .when(answer("10:05", 5, id))
      .gives(one({ wait: 120, employee_id: 6 }));
  });

  it("X11: an earlier copy by someone else takes the message away from the visitor", () => {
    given([started("10:00"), message("10:05", id)])
      .when(message("10:04", { ...id, author: "bot" }))
      .gives(one({ visitor_wrote: 0 }));
  });

  it("settled last: at one millisecond the lower offset counts", () => {
    given([started("10:00"), answer("10:02", 6, id)])
      .when(answer("10:02", 5, id))
      .gives(one({ employee_id: 6 }));
  });
});

describe("site, department and queue", () => {
  it("X5: are the last said, each on its own, in the order of event times", () => {
    given([started("10:00", { site_id: 1, department_id: 1, queue_id: 1 }), transferred("10:06", 5, { department_id: 3 })])
      .when(handed("10:03", { queue_id: 2, department_id: 2 }))
      .gives(one({ site_id: 1, department_id: 3, queue_id: 2 }));
  });

  it("X5: of two at one instant the higher offset counts", () => {
    given([started("10:00", { queue_id: 1 })])
      .when(handed("10:00", { queue_id: 2 }))
      .gives(one({ queue_id: 2 }));
  });

  it("X5: a start that says nothing leaves them at none", () => {
    given([started("10:00")]).gives(one({ site_id: 0, department_id: 0, queue_id: 0 }));
  });
});

describe("credit", () => {
  it("X10: without an answer goes to the last assigned or transferred to, by event time", () => {
    given([started("10:00"), transferred("10:05", 6), assigned("10:01", 5)]).gives(one({ employee_id: 6 }));
  });

  it("X10: of an assignment and a transfer at one instant the higher offset counts", () => {
    given([started("10:00"), transferred("10:05", 6)])
      .when(assigned("10:05", 5))
      .gives(one({ employee_id: 5 }));
  });

  it("X8: of an answered chat stays with the operator of the first answer", () => {
    given([started("10:00"), answer("10:01", 5), transferred("10:02", 6)])
      .when(answer("10:03", 6))
      .gives(one({ employee_id: 5 }));
  });
});

describe("ratings and remarks", () => {
  it("X9: face, vote and score are each the latest that says them", () => {
    given([started("10:00"), rated("10:10", { face: "sad", vote: "negative" }), rated("10:12", { score: 4 })])
      .when(rated("10:11", { face: "happy", score: 1 }))
      .gives(one({ face: "happy", vote: "negative", score: 4 }));
  });

  it("X12: of two ratings or remarks at one instant the higher offset counts", () => {
    given([started("10:00"), rated("10:10", { face: "sad" }), rated("10:10", { face: "neutral" }), remarked("10:10", 1)])
      .when(remarked("10:10", 2))
      .gives(one({ face: "neutral", remark_id: 2 }));
  });
});

describe("chat.started", () => {
  it("X11: no row before it comes, whatever else is known", () => {
    given([message("10:00"), closed("10:05")]).gives({});
  });

  it("X11: then everything that came earlier counts", () => {
    given([message("10:00:10"), closed("10:05")])
      .when(started("10:00"))
      .gives(one({ started_at: sec("10:00"), visitor_wrote: 1, closed: 1 }));
  });

  it("X11: of several the earliest counts, with all that it says", () => {
    given([started("10:00", { initiator: "operator", queue_id: 1 })])
      .when(started("10:01", { initiator: "visitor", queue_id: 2, with_bot: true }))
      .gives({ chat: [{ initiator: "operator", queue_id: 1, with_bot: 0 }, { deleted: 1 }] });
  });

  it("X11: of two at one instant the one with the higher offset counts", () => {
    given([started("10:00", { initiator: "operator", site_id: 1 })])
      .when(started("10:00", { initiator: "visitor" }))
      .gives(one({ initiator: "visitor", site_id: 0 }));
  });

  it("a start that moves leaves a tombstone under the former key, asserted again with every later event", () => {
    const blank = { deleted: 1, queued: 0, answered: 0, closed: 0, wait: 0, talk: 0, employee_id: 0, initiator: "", face: "none" } as const;
    given([started("10:00"), started("09:30"), rated("09:40", { face: "sad" })])
      .when(tagged("09:41"))
      .gives({
        chat: [
          { started_at: sec("09:30"), deleted: 0, face: "sad", version: 103 },
          { started_at: sec("10:00"), ...blank, version: 103 },
        ],
      });
  });

  it("a start that moves within its second keeps its key: no tombstone", () => {
    given([started("10:00:00.500")])
      .when(started("10:00:00.100"))
      .gives(one({ deleted: 0, started_at: sec("10:00") }));
  });
});

describe("duplicates", () => {
  it("an event that is delivered three times counts once, and leaves the version at its first place", () => {
    given([started("10:00")])
      .when(answer("10:01", 5), { times: 3 })
      .gives(one({ answered: 1, version: 101 }));
  });

  it("the same identity with other content is the same event: the first in the log counts", () => {
    const first = closed("10:10");
    given([started("10:00"), first])
      .when({ ...closed("10:20"), id: first.id })
      .gives(one({ closed_at: sec("10:10"), version: 101 }));
  });

  it("events that no column shows still advance the version", () => {
    const rows = given([started("10:00")])
      .when(tagged("10:01"))
      .gives(one({ version: 101 }));
    expect(rows.chat).toHaveLength(1);
  });
});
