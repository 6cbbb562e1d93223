import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askEmployees, listEmployees } from "../employees-listed/list-employees.ts";
import { at } from "../testing/chat-row.ts";
import { type ScratchFacts, startScratchFacts } from "../testing/scratch-facts.ts";
import { operatorTime, type OperatorTimeParams } from "./question.ts";

const hour: OperatorTimeParams = {
  from: at("2025-03-15 12:00:00"),
  to: at("2025-03-15 13:00:00"),
  now: at("2026-01-01 00:00:00"),
  bucket: "none",
  order: "user",
  user_ids: [],
  statuses: [],
};

describe("the status that an operator brings along", () => {
  let facts: ScratchFacts;
  const told = async (params: Partial<OperatorTimeParams>, tenant: string) =>
    (await operatorTime.ask(facts.readerFor(tenant), { ...hour, ...params })).map((row) => `${row.user_id} ${row.status} ${row.seconds_sum}/${row.samples}`);
  const change = (tenant: string, user_id: number, changed_at: string, status: string, version = 1) => ({ tenant, user_id, changed_at, status, version });
  const write = async (...rows: ReturnType<typeof change>[]) => await facts.insert("status_change", rows);

  beforeAll(async () => {
    facts = await startScratchFacts();
  });
  afterAll(async () => await facts.close());

  it("is his last before the window: of the same month, the month before, fourteen months before, or none", async () => {
    await write(
      change("far", 1, "2025-03-15 11:59:59.999", "READY"),
      change("far", 1, "2025-02-28 23:00:00.000", "DND"),
      change("far", 2, "2025-02-01 00:00:00.000", "DND"),
      change("far", 2, "2025-01-31 23:59:59.999", "READY"),
      change("far", 3, "2024-01-10 08:00:00.000", "READY"),
      change("far", 3, "2024-01-10 09:00:00.000", "TIMEOUT"),
      change("far", 3, "2023-12-31 23:00:00.000", "ONLINE"),
      change("far", 4, "2025-03-15 12:30:00.000", "ONLINE"),
      change("far", 5, "2025-03-15 13:00:00.000", "ONLINE"),
    );
    expect(await told({}, "far")).toEqual(["1 READY 3600/1", "2 DND 3600/1", "3 TIMEOUT 3600/1", "4 ONLINE 1800/1"]);
  });

  it("is found when the window begins at the very edge of a month", async () => {
    await write(
      change("edge", 1, "2025-02-28 23:59:59.999", "READY"),
      change("edge", 2, "2025-02-28 23:59:59.999", "READY"),
      change("edge", 2, "2025-03-01 00:00:00.000", "DND"),
      change("edge", 3, "2025-03-01 00:00:00.000", "ONLINE"),
    );
    const from = at("2025-03-01 00:00:00");
    expect(await told({ from, to: from + 60 }, "edge")).toEqual(["1 READY 60/1", "2 DND 60/1", "3 ONLINE 60/1"]);
    expect(await told({ from: from - 1, to: from + 60 }, "edge")).toEqual(["1 READY 61/1", "2 READY 1/1", "2 DND 60/1", "3 ONLINE 60/1"]);
    expect(await told({ from: from + 1, to: from + 60 }, "edge")).toEqual(["1 READY 59/1", "2 DND 59/1", "3 ONLINE 59/1"]);
  });

  it("and repeated in the next month is one interval", async () => {
    await write(change("same", 1, "2025-02-20 08:00:00.000", "READY"), change("same", 1, "2025-03-15 12:20:00.000", "READY"));
    expect(await told({}, "same")).toEqual(["1 READY 3600/1"]);
  });

  it("is of the higher version at one millisecond, written together or apart, in either order, before and after parts are merged", async () => {
    const last = "2025-01-31 23:59:59.999";
    await write(change("tie", 1, last, "DND", 8), change("tie", 1, last, "READY", 7), change("tie", 2, last, "DND", 8), change("tie", 3, last, "READY", 7));
    await write(
      change("tie", 2, last, "READY", 7),
      change("tie", 3, last, "DND", 8),
      change("tie", 4, last, "READY", 2 ** 48),
      change("tie", 4, last, "DND", 9),
    );
    const expected = ["1 DND 3600/1", "2 DND 3600/1", "3 DND 3600/1", "4 READY 3600/1"];
    expect(await told({}, "tie")).toEqual(expected);
    await facts.query("optimize table status_carry final");
    expect(await told({}, "tie")).toEqual(expected);
  });

  it("is never one from after the window, nor from after now", async () => {
    await write(
      change("future", 1, "2025-01-10 08:00:00.000", "READY"),
      change("future", 1, "2025-05-10 08:00:00.000", "DND"),
      change("future", 2, "2025-05-10 08:00:00.000", "DND"),
    );
    expect(await told({}, "future")).toEqual(["1 READY 3600/1"]);
    expect(await told({ now: at("2025-03-15 12:30:00") }, "future")).toEqual(["1 READY 1800/1"]);
    const june = { from: at("2025-06-15 12:00:00"), to: at("2025-06-15 13:00:00") };
    expect(await told(june, "future")).toEqual(["1 DND 3600/1", "2 DND 3600/1"]);
    expect(await told({ ...june, now: hour.to }, "future")).toEqual([]);
  });

  it("is also what the list of employees shows", async () => {
    const states = async (now: string) =>
      listEmployees(await askEmployees(facts.readerFor("listed"), at(now)), {
        level: "full",
        caller_id: 0,
        every_site: true,
        view_sites: [],
        every_department: true,
        view_departments: [],
        employees_given: false,
        employee_ids: [],
        participant_ids: [1, 2],
        online: [],
      }).map((row) => [row.id, row.state]);
    await write(
      change("listed", 1, "2024-01-31 08:00:00.000", "READY"),
      change("listed", 1, "2025-03-01 00:00:00.000", "DND"),
      change("listed", 2, "2025-05-01 00:00:00.000", "ONLINE"),
    );
    expect(await states("2025-02-28 23:59:59")).toEqual([
      [1, "online"],
      [2, "offline"],
    ]);
    expect(await states("2025-03-01 00:00:00")).toEqual([
      [1, "busy"],
      [2, "offline"],
    ]);
    expect(await states("2025-06-01 00:00:00")).toEqual([
      [1, "busy"],
      [2, "online"],
    ]);
  });
});
