import { describe, expect, it } from "vitest";
import type { KeptKind } from "../account-sizes/question.ts";
import { planDialogs } from "./plan-dialogs.ts";
import { planOperators } from "./plan-operators.ts";
import type { ExplainedPlan } from "./rollup-use.ts";

const day = 86_400;
const begin = Date.parse("2025-03-01T00:00:00Z") / 1000;
const asked = { question: "any", begin, end: begin + 31 * day, zone: "UTC" };

/** An account with a million of everything, and roll-ups of some kinds. */
function readerOf(kept: readonly KeptKind[]) {
  let statements = 0;
  const reasons: string[] = [];
  return {
    reasons,
    statements: () => statements,
    select<Row>(): Promise<readonly Row[]> {
      statements += 1;
      return Promise.resolve([]);
    },
    rollups: {
      sizeMin: 1000,
      sizeOf: (fact: string, _begin: number, _end: number, kind?: KeptKind) =>
        fact === "operators" ? 10 : kind === undefined || kept.includes(kind) ? 1_000_000 : 0,
      onPlan: ({ reason }: ExplainedPlan) => void reasons.push(reason),
    },
  };
}

describe("the database is asked which buckets are current", () => {
  it("of dialogs only by a cut that the account keeps", async () => {
    for (const [cut, statements] of [
      ["total", 1],
      ["employee", 0],
    ] as const) {
      const reader = readerOf(["total"]);
      const plans = await planDialogs(reader, { ...asked, of: "chats", cut, finest: "day" });
      expect(plans.chat.facts).toEqual([{ begin, end: asked.end }]);
      expect([reader.statements(), reader.reasons], cut).toEqual([statements, ["nothing current"]]);
    }
  });

  it("of operators only by the figure and grain that it keeps", async () => {
    for (const [figure, grain, statements] of [
      ["statuses", "day", 1],
      ["statuses", "hour", 0],
      ["online", "day", 0],
    ] as const) {
      const reader = readerOf(["statuses day"]);
      await planOperators(reader, { ...asked, figure, grain, users: undefined, factIntervalsMax: 2 });
      expect([reader.statements(), reader.reasons], `${figure} ${grain}`).toEqual([statements, ["nothing current"]]);
    }
  });

  it("of online time from four times as many changes on as of statuses", async () => {
    for (const [figure, changes, statements] of [
      ["statuses", 30, 1],
      ["online", 30, 0],
      ["online", 110, 1],
    ] as const) {
      const reader = readerOf(["statuses day", "online day"]);
      const sizeOf = (fact: string) => (fact === "operators" ? 0 : changes);
      await planOperators({ ...reader, rollups: { ...reader.rollups, sizeOf } }, { ...asked, figure, grain: "day", users: undefined, factIntervalsMax: 2 });
      expect(reader.statements(), `${figure} ${changes}`).toBe(statements);
    }
  });
});
