import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { common } from "../testing/shared-fields.ts";
import { type ReportWorld, startReportWorld } from "../testing/report-world.ts";

let world: ReportWorld;
const rowsOf: ReportWorld["rowsOf"] = async (...asked) => await world.rowsOf(...asked);
const day = { date_from: "2025-03-04 00:00:00", date_till: "2025-03-04 23:59:59" };

beforeAll(async () => {
  world = await startReportWorld();
});
afterAll(async () => await world.close());

describe("get.goals_report", () => {
  it("answers every field", async () => {
    const own = { id: 8, name: "Заявка", date_time: "2025-03-04 13:00:00", communication_id: 80, communication_type: "goal" };
    expect(await rowsOf("get.goals_report", { ...day, fields: [...Object.keys(common), ...Object.keys(own)] })).toEqual([{ ...common, ...own }]);
  });
});

describe("get.offline_messages_report", () => {
  it("answers every field (A24, A25)", async () => {
    const own = {
      id: 60,
      text: "Перезвоните\nпожалуйста",
      status: "processed",
      date_time: "2025-03-04 13:00:00",
      process_time: "2025-03-04 15:00:00",
      form_type: "Стандартная",
      group_id: 5,
      group_name: "Продажи",
      employee_id: 501,
      employee_full_name: "Ким Ольга Ивановна",
      employee_answer_message: "Да",
      employee_comment: "",
      communication_id: 61,
      communication_type: "offline_message",
      visitor_name: "Пётр",
      visitor_email: "p@example.com",
      visitor_phone_number: 74_951_234_567,
    };
    const rows = await rowsOf("get.offline_messages_report", {
      ...day,
      fields: [...Object.keys(common), ...Object.keys(own)],
      include_tech_offline_messages: true,
    });
    expect(rows[0]).toEqual({ ...common, ...own });
    expect(
      rows.slice(1).map(({ id, status, process_time, employee_id, visitor_phone_number }) => [id, status, process_time, employee_id, visitor_phone_number]),
    ).toEqual([
      [62, "not_processed", null, null, null],
      [64, "processing", null, null, null],
    ]);
  });

  it("is sorted and filtered by the words that it shows", async () => {
    const order = async (direction: string) =>
      (await rowsOf("get.offline_messages_report", { ...day, fields: ["status"], sort: [{ field: "status", order: direction }] })).map(({ status }) => status);
    expect(await order("asc")).toEqual(["not_processed", "processed", "processing"]);
    expect(await order("desc")).toEqual(["processing", "processed", "not_processed"]);
    const filter = { field: "status", operator: "!=", value: "not_processed" };
    expect(await rowsOf("get.offline_messages_report", { ...day, fields: ["id"], filter })).toEqual([{ id: 60 }, { id: 64 }]);
  });
});
