import { describe, expect, it } from "vitest";
import type { AccountSizesRow } from "../account-sizes/question.ts";
import { createRollupUse, estimate } from "./account-sizes.ts";

const march = Date.parse("2025-03-01T00:00:00Z") / 1000;
const april = Date.parse("2025-04-01T00:00:00Z") / 1000;
const rows: readonly AccountSizesRow[] = [
  { fact: "chat", month: march, kept: "", all_writes: 31_000, all_dialogs: 0 },
  { fact: "chat", month: april, kept: "", all_writes: 30_000, all_dialogs: 0 },
  { fact: "lead", month: march, kept: "", all_writes: 310, all_dialogs: 0 },
  { fact: "status_change", month: march, kept: "", all_writes: 620, all_dialogs: 0 },
  { fact: "operator", month: 0, kept: "", all_writes: 0, all_dialogs: 7 },
  { fact: "operator_buckets", month: 0, kept: "statuses day", all_writes: 40, all_dialogs: 0 },
];
const day = 86_400;

describe("the size of an interval", () => {
  it("is what the months in it hold, by share, a dialog being written several times", () => {
    expect(estimate(rows, "chats", march, april)).toBeCloseTo(31_000 / 3);
    expect(estimate(rows, "chats", april - day, april + 2 * day)).toBeCloseTo(1000);
    expect(estimate(rows, "dialogs", march, march + day)).toBeCloseTo(1010 / 3);
    expect(estimate(rows, "status_changes", march, march + 31 * day)).toBeCloseTo(620);
    expect(estimate(rows, "operators", march, march + day)).toBe(7);
    expect(estimate(rows, "operator_buckets", march, march + day, "statuses day")).toBe(40);
    expect(estimate(rows, "operator_buckets", march, march + day, "statuses hour")).toBe(0);
    expect(estimate(rows, "chats", march - 10 * day, march)).toBe(0);
    expect(estimate([], "chats", march, april)).toBe(0);
  });

  it("goes by what roll-ups say of writes per dialog, where there are any", () => {
    const known: AccountSizesRow = { fact: "chat", month: 0, kept: "total", all_writes: 50, all_dialogs: 10 };
    expect(estimate([...rows, known], "chats", march, april)).toBeCloseTo(6200);
  });

  it("of a cut is what roll-ups have of it, of each kind of dialogs", () => {
    const known = [
      { fact: "chat", month: 0, kept: "total", all_writes: 50, all_dialogs: 10 },
      { fact: "chat", month: 0, kept: "employee", all_writes: 25, all_dialogs: 4 },
      { fact: "lead", month: 0, kept: "total", all_writes: 10, all_dialogs: 10 },
    ] as const;
    expect(estimate([...rows, ...known], "chats", march, april, "total")).toBeCloseTo(6200);
    expect(estimate([...rows, ...known], "chats", march, april, "employee")).toBeCloseTo(2480);
    expect(estimate([...rows, ...known], "dialogs", march, april, "employee")).toBeCloseTo(2480);
    expect(estimate([...rows, ...known], "chats", march, april, "place")).toBe(0);
    expect(estimate(rows, "chats", march, april, "total")).toBe(0);
  });
});

describe("the sizes of accounts", () => {
  it("are read beside the first question, and again when they are old; one that fails is read again", async () => {
    let [now, reads, isAway] = [0, 0, true];
    const answers: { resolve: () => void }[] = [];
    const reader = {
      async select<Row>(): Promise<readonly Row[]> {
        reads += 1;
        if (isAway) throw new Error("away");
        const { promise, resolve } = Promise.withResolvers<void>();
        answers.push({ resolve });
        await promise;
        return rows as unknown as readonly Row[];
      },
      selectBatches: async () => await Promise.reject(new Error("not asked here")),
      selectJson: async () => await Promise.reject(new Error("not asked")),
    };
    const use = createRollupUse({ readerFor: () => reader, sizeMin: 10, now: () => now });
    const size = () => use("acme").sizeOf("chats", march, april);
    expect(size()).toBeUndefined();
    await new Promise(setImmediate);
    isAway = false;
    expect([size(), size()]).toEqual([undefined, undefined]);
    expect(reads).toBe(2);
    answers[0]?.resolve();
    await new Promise(setImmediate);
    expect(size()).toBeCloseTo(31_000 / 3);
    expect(reads).toBe(2);
    now += 5 * 60_000 + 1;
    expect(size()).toBeCloseTo(31_000 / 3);
    expect(reads).toBe(3);
  });
});
