import { describe, expect, it } from "vitest";
import { planRebuild } from "./plan.ts";
import { schemaViews } from "./schema-views.ts";

describe("schemaViews", () => {
  it("finds every materialized view with the tables it joins", () => {
    const views = schemaViews();
    expect(views.map(({ name }) => name)).toEqual(expect.arrayContaining(["status_carry_status_change", "write_ledger_chat", "write_ledger_lead"]));
    expect(views.find(({ name }) => name === "write_ledger_chat")).toMatchObject({
      source: "chat",
      target: "write_ledger",
      select: expect.stringMatching(/^select tenant, .*from chat /s),
    });
  });
});

describe("planRebuild", () => {
  it("has the ledger of the schema learn of every kind of fact that it counts", () => {
    expect(planRebuild(["chat", "status_change", "contact"]).writes).toEqual([
      expect.stringMatching(/^insert into write_ledger select tenant, 'chat'.*\sfrom rebuild_next_chat group by /s),
      expect.stringMatching(/^insert into write_ledger select tenant, 'status_change'.*\sfrom rebuild_next_status_change group by /s),
    ]);
    expect(planRebuild(["chat"]).derived).toEqual(["sale"]);
    expect(planRebuild(["contact"]).derived).toEqual([]);
    expect(planRebuild(["status_change"]).derived).toEqual(["status_carry"]);
  });

  const views = [
    { name: "ledger_chat", source: "chat", target: "ledger", select: "select max(version) from chat group by chat_id" },
    { name: "ledger_call", source: "call", target: "ledger", select: "select max(version) from call" },
    { name: "writes_chat", source: "chat", target: "write_ledger", select: "select hour, count() as writes from chat group by hour" },
    { name: "writes_status", source: "carry", target: "write_ledger", select: "select hour, count() as writes from carry group by hour" },
    { name: "carry_status", source: "status_change", target: "carry", select: "select * from status_change" },
  ];

  it("derives from the new table where its source is made anew, else from the serving one, which has a past", () => {
    expect(planRebuild(["chat"], views)).toEqual({
      filled: ["chat"],
      derived: ["ledger"],
      counterparts: [
        {
          name: "rebuild_view_ledger_chat",
          target: "rebuild_next_ledger",
          select: "select max(version) from rebuild_next_chat group by chat_id",
          hasPast: false,
        },
        { name: "rebuild_view_ledger_call", target: "rebuild_next_ledger", select: "select max(version) from call", hasPast: true },
      ],
      writes: ["insert into write_ledger select hour, count() as writes from rebuild_next_chat group by hour"],
    });
  });

  it("takes along what is written with a table, and every derived table once", () => {
    expect(planRebuild(["status_change"], views)).toMatchObject({ filled: ["status_change", "status_identity"], derived: ["carry"] });
    // what hangs on a derived table hangs on the one that it is derived from
    expect(planRebuild(["status_change"], views).writes).toEqual([
      "insert into write_ledger select hour, count() as writes from rebuild_next_status_change group by hour",
    ]);
    expect(planRebuild(["chat", "call"], views)).toMatchObject({ derived: ["ledger"], counterparts: [{ hasPast: false }, { hasPast: false }] });
    expect(planRebuild(["contact"], views)).toEqual({ filled: ["contact"], derived: [], counterparts: [], writes: [] });
  });
});
