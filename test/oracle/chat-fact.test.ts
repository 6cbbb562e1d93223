import { describe, expect, it } from "vitest";
import { chatFact } from "./chat-fact.ts";
import { communicationFact } from "./communication-fact.ts";
import { at, chatStory } from "./given-events.ts";

const nothingSaid = communicationFact("chat", [], {});
const seconds = (time: string): number => at(time) / 1000;
const visitor = { author: "visitor" };
const operator = (employeeId: number) => ({ author: "operator", employee_id: employeeId });

describe("queue entry, answer and times", () => {
  it("waits from the start to the first operator message and talks until the close", () => {
    const fact = chatFact(
      chatStory(
        ["10:00:00.000", "started", { initiator: "visitor", site_id: 3, department_id: 4, queue_id: 5 }],
        ["10:00:02.000", "message_sent", visitor],
        ["10:00:10.000", "assigned", { employee_id: 501 }],
        ["10:00:25.000", "message_sent", operator(501)],
        ["10:00:40.000", "message_sent", operator(502)],
        ["10:05:00.000", "closed"],
      ),
    );
    expect(fact).toEqual({
      tenant: "acme",
      started_at: seconds("10:00:00"),
      chat_id: 7,
      site_id: 3,
      department_id: 4,
      queue_id: 5,
      employee_id: 501,
      initiator: "visitor",
      with_bot: 0,
      visitor_wrote: 1,
      queued: 1,
      answered: 1,
      closed: 1,
      queued_at: seconds("10:00:00"),
      answered_at: seconds("10:00:25"),
      closed_at: seconds("10:05:00"),
      wait: 25,
      talk: 275,
      face: "none",
      vote: "none",
      score: 0,
      remark_id: 0,
      first_site_id: 3,
      status: "succeed",
      release_cause: null,
      is_transfer: 0,
      messages_count: 3,
      employee_messages_count: 2,
      ...nothingSaid,
    });
  });

  it("X1: truncates to whole seconds before it subtracts", () => {
    expect(chatFact(chatStory(["10:00:00.900", "started"], ["10:00:01.100", "message_sent", operator(1)]))).toMatchObject({ wait: 1 });
  });

  it("X3: a chat without bot keeps its start as queue entry when it is handed over", () => {
    const fact = chatFact(
      chatStory(["10:00:00", "started", { queue_id: 1 }], ["10:01:00", "handed_to_agents", { queue_id: 2 }], ["10:01:30", "message_sent", operator(1)]),
    );
    expect(fact).toMatchObject({ queued_at: seconds("10:00:00"), queue_id: 2, wait: 90 });
  });

  it("X3: a bot's chat enters the queue with the earliest hand-over, in whichever order the events came", () => {
    const fact = chatFact(
      chatStory(
        ["10:03:00", "message_sent", operator(1)],
        ["10:02:30", "handed_to_agents"],
        ["10:02:00", "handed_to_agents"],
        ["10:00:00", "started", { with_bot: true }],
      ),
    );
    expect(fact).toMatchObject({ queued: 1, queued_at: seconds("10:02:00"), wait: 60 });
  });

  it("X3: a hand-over before the start counts as at the start", () => {
    expect(chatFact(chatStory(["10:00:00", "started", { with_bot: true }], ["09:59:00", "handed_to_agents"]))).toMatchObject({
      queued_at: seconds("10:00:00"),
    });
  });

  it("X3: without hand-over neither an assignment nor an operator's message enters the queue", () => {
    const fact = chatFact(
      chatStory(
        ["10:00:00", "started", { with_bot: true }],
        ["10:00:10", "assigned", { employee_id: 9 }],
        ["10:00:20", "message_sent", operator(9)],
        ["10:01:00", "closed"],
      ),
    );
    expect(fact).toMatchObject({ queued: 0, answered: 0, closed: 1, queued_at: 0, employee_id: 9 });
  });

  it("X3: a hand-over after the close does not enter the queue", () => {
    expect(chatFact(chatStory(["10:00:00", "started", { with_bot: true }], ["10:01:00", "closed"], ["10:01:01", "handed_to_agents"]))).toMatchObject({
      queued: 0,
    });
  });

  it("X3: an operator's message before the queue entry is no answer", () => {
    const fact = chatFact(chatStory(["10:00:00", "started", { with_bot: true }], ["10:00:59", "message_sent", operator(8)], ["10:01:00", "handed_to_agents"]));
    expect(fact).toMatchObject({ queued: 1, answered: 0, employee_id: 0 });
  });

  it("settled last: a message in the second of the hand-over answers with wait 0, though its milliseconds are earlier", () => {
    const fact = chatFact(
      chatStory(["10:00:00", "started", { with_bot: true }], ["10:01:00.900", "handed_to_agents"], ["10:01:00.100", "message_sent", operator(8)]),
    );
    expect(fact).toMatchObject({ answered: 1, wait: 0 });
  });

  it("settled last: a message in the second of the close still counts", () => {
    const fact = chatFact(chatStory(["10:00:00", "started"], ["10:01:00.100", "closed"], ["10:01:00.900", "message_sent", operator(8)]));
    expect(fact).toMatchObject({ answered: 1, wait: 60, talk: 0 });
  });

  it("settled last: a hand-over and an assignment in the second of the close still count", () => {
    const fact = chatFact(
      chatStory(
        ["10:00:00", "started", { with_bot: true }],
        ["10:01:00.100", "closed"],
        ["10:01:00.500", "handed_to_agents", { queue_id: 4 }],
        ["10:01:00.900", "assigned", { employee_id: 8 }],
      ),
    );
    expect(fact).toMatchObject({ queued: 1, queue_id: 4, employee_id: 8 });
  });

  it("offsets, not the order of the list, decide between events of one instant", () => {
    const told = chatStory(
      ["10:00:00", "started", { site_id: 1 }],
      ["10:00:00", "started", { site_id: 2 }],
      ["10:02:00", "message_sent", operator(2)],
      ["10:02:00", "message_sent", operator(1)],
    );
    expect(chatFact(told.toReversed())).toMatchObject({ site_id: 2, employee_id: 2 });
  });

  it("X15: an invited visitor's silence is waiting time", () => {
    const fact = chatFact(
      chatStory(["10:00:00", "started", { initiator: "auto_invite" }], ["10:05:00", "message_sent", visitor], ["10:05:05", "message_sent", operator(8)]),
    );
    expect(fact).toMatchObject({ wait: 305, initiator: "auto_invite" });
  });
});

describe("closes, re-opens and corrections", () => {
  const reopened = [
    ["10:00:00", "started"],
    ["10:10:00", "closed"],
    ["10:12:00", "message_sent", operator(8)],
  ] as const;

  it("X2: a message after the last close answers nothing", () => {
    expect(chatFact(chatStory(...reopened))).toMatchObject({
      answered: 0,
      closed: 1,
      talk: 0,
      employee_id: 0,
    });
  });

  it("X2: with a later close it does", () => {
    expect(chatFact(chatStory(...reopened, ["10:20:00", "closed"]))).toMatchObject({
      answered: 1,
      wait: 720,
      talk: 480,
      closed_at: seconds("10:20:00"),
    });
  });

  it("X2: what happens after the close changes neither credit, visitor, queue nor department", () => {
    const fact = chatFact(
      chatStory(
        ["10:00:00", "started", { queue_id: 1, department_id: 1 }],
        ["10:01:00", "closed"],
        ["10:02:00", "message_sent", visitor],
        ["10:02:00", "transferred", { to_employee_id: 9, queue_id: 2, department_id: 2 }],
      ),
    );
    expect(fact).toMatchObject({ visitor_wrote: 0, employee_id: 0, queue_id: 1, department_id: 1 });
  });

  it("X11: nothing without its start", () => {
    expect(chatFact(chatStory(["10:00:00", "message_sent", visitor], ["10:01:00", "closed"]))).toBeNull();
  });

  it("X11: of several starts the earliest, whichever came first", () => {
    expect(
      chatFact(chatStory(["10:00:05", "started", { site_id: 1 }], ["10:00:01", "started", { site_id: 2 }], ["10:00:03", "started", { site_id: 3 }])),
    ).toMatchObject({ started_at: seconds("10:00:01"), site_id: 2 });
  });

  it("X11: of two starts at one instant the higher offset", () => {
    expect(chatFact(chatStory(["10:00:01", "started", { site_id: 1 }], ["10:00:01", "started", { site_id: 2 }]))).toMatchObject({ site_id: 2 });
  });

  it("X11: the same message_id twice is one message, the earliest", () => {
    const fact = chatFact(
      chatStory(
        ["10:00:00", "started", { with_bot: true }],
        ["10:01:00", "handed_to_agents"],
        ["10:02:00", "message_sent", { ...operator(1), message_id: "same" }],
        ["10:00:30", "message_sent", { ...operator(2), message_id: "same" }],
      ),
    );
    expect(fact).toMatchObject({ answered: 0 });
  });

  it("settled last: the same message_id twice at one millisecond is the lower offset", () => {
    const fact = chatFact(
      chatStory(
        ["10:00:00", "started"],
        ["10:02:00", "message_sent", { ...operator(1), message_id: "same" }],
        ["10:02:00", "message_sent", { ...operator(2), message_id: "same" }],
      ),
    );
    expect(fact).toMatchObject({ employee_id: 1 });
  });

  it("X12: of two first answers at one instant the lower offset", () => {
    expect(chatFact(chatStory(["10:00:00", "started"], ["10:02:00", "message_sent", operator(2)], ["10:02:00", "message_sent", operator(1)]))).toMatchObject({
      employee_id: 2,
    });
  });
});
