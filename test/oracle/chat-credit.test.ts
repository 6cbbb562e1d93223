import { describe, expect, it } from "vitest";
import { chatFact } from "./chat-fact.ts";
import { chatStory } from "./given-events.ts";

const operator = (employeeId: number) => ({ author: "operator", employee_id: employeeId });

describe("place, credit, ratings and remarks", () => {
  it("X5: each field on its own keeps the last value that is given", () => {
    const fact = chatFact(
      chatStory(
        ["10:00:00", "started", { site_id: 1, department_id: 2, queue_id: 3 }],
        ["10:00:05", "transferred", { to_employee_id: 1, queue_id: 31 }],
        ["10:00:04", "transferred", { to_employee_id: 1, queue_id: 30, department_id: 20 }],
      ),
    );
    expect(fact).toMatchObject({ site_id: 1, department_id: 20, queue_id: 31 });
  });

  it("X10: unanswered, the last assigned or transferred to has the credit", () => {
    const told = [
      ["10:00:00", "started"],
      ["10:00:05", "assigned", { employee_id: 1 }],
      ["10:00:06", "transferred", { from_employee_id: 1, to_employee_id: 2 }],
    ] as const;
    expect(chatFact(chatStory(...told))).toMatchObject({ employee_id: 2 });
    expect(chatFact(chatStory(...told, ["10:00:06", "assigned", { employee_id: 3 }]))).toMatchObject({ employee_id: 3 });
  });

  it("the first answer has the credit, whoever had it assigned before or after", () => {
    const fact = chatFact(
      chatStory(
        ["10:00:00", "started"],
        ["10:00:05", "assigned", { employee_id: 1 }],
        ["10:00:06", "message_sent", operator(2)],
        ["10:00:07", "transferred", { to_employee_id: 3 }],
      ),
    );
    expect(fact).toMatchObject({ employee_id: 2 });
  });

  it("X9: face, vote and score are each the latest that is given, also after the close", () => {
    const fact = chatFact(
      chatStory(
        ["10:00:00", "started"],
        ["10:01:00", "closed"],
        ["10:09:00", "rated", { face: "happy" }],
        ["10:02:00", "rated", { face: "sad", score: 2 }],
        ["10:03:00", "rated", { vote: "negative" }],
      ),
    );
    expect(fact).toMatchObject({ face: "happy", vote: "negative", score: 2 });
  });

  it("X12: the latest remark, at one instant the higher offset", () => {
    const fact = chatFact(
      chatStory(
        ["10:00:00", "started"],
        ["10:09:00", "remarked", { remark_id: 4 }],
        ["10:09:00", "remarked", { remark_id: 5 }],
        ["10:08:00", "remarked", { remark_id: 6 }],
      ),
    );
    expect(fact).toMatchObject({ remark_id: 5 });
  });
});
