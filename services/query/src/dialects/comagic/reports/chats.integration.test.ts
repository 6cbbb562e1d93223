import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { common, nothing } from "../testing/shared-fields.ts";
import { type ReportWorld, startReportWorld } from "../testing/report-world.ts";

let world: ReportWorld;
const post: ReportWorld["post"] = async (...asked) => await world.post(...asked);
const rowsOf: ReportWorld["rowsOf"] = async (...asked) => await world.rowsOf(...asked);
const day = { date_from: "2025-03-04 00:00:00", date_till: "2025-03-04 23:59:59" };

beforeAll(async () => {
  world = await startReportWorld();
});
afterAll(async () => await world.close());

describe("get.chats_report", () => {
  const own = [
    "id",
    "status",
    "initiator",
    "date_time",
    "duration",
    "answer_time",
    "communication_id",
    "communication_type",
    "messages_count",
    "is_transfer",
    "release_cause",
  ];
  const more = ["employee_id", "employee_full_name", "employee_raiting", "employee_messages_count", "is_group_chat", "visitor_ids", "chat_ad_url"];

  it("answers every field", async () => {
    expect(await rowsOf("get.chats_report", { ...day, fields: [...Object.keys(common), ...own, ...more] })).toEqual([
      {
        ...common,
        id: 9_007_199_254_740_991,
        status: "succeed",
        initiator: "autoinvite",
        date_time: "2025-03-04 00:00:00",
        duration: 600,
        answer_time: 40,
        communication_id: 9_007_199_254_740_991,
        communication_type: "chat",
        messages_count: 7,
        is_transfer: true,
        release_cause: "closed_by_visitor",
        employee_id: 501,
        employee_full_name: "Ким Ольга Ивановна",
        employee_raiting: 5,
        employee_messages_count: 3,
        is_group_chat: false,
        visitor_ids: [700],
        chat_ad_url: null,
      },
      {
        ...nothing,
        id: 2,
        status: "new",
        initiator: "visitor",
        date_time: "2025-03-04 23:59:59",
        duration: null,
        answer_time: null,
        communication_id: 2,
        communication_type: "chat",
        messages_count: 0,
        is_transfer: false,
        release_cause: null,
        employee_id: null,
        employee_full_name: null,
        employee_raiting: null,
        employee_messages_count: 0,
        is_group_chat: false,
        visitor_ids: [],
        chat_ad_url: null,
      },
    ]);
  });

  it.each([
    ["A18: the Russian words of the reference", { field: "initiator", operator: "=", value: "Автоприглашение" }, [9_007_199_254_740_991]],
    ["A18: the words of the live service", { field: "initiator", operator: "in", value: ["visitor", "Оператор"] }, [2]],
    ["what is null", { field: "duration", operator: "=", value: null }, [2]],
    ["a name of the directory", { field: "employee_full_name", operator: "ilike", value: "ким%" }, [9_007_199_254_740_991]],
  ])("is filtered by %s", async (_what, filter, ids) => {
    expect((await rowsOf("get.chats_report", { ...day, fields: ["id"], filter })).map(({ id }) => id)).toEqual(ids);
  });
});

describe("get.chat_messages_report", () => {
  const message = (id: number | null, date_time: string, source: string, text: string | null, employee_id: number | null = null) => {
    return {
      id,
      chat_id: 2,
      date_time: `2025-03-05 00:0${date_time}`,
      source,
      text,
      employee_id,
      employee_full_name: employee_id === 501 ? "Ким Ольга Ивановна" : null,
    };
  };
  const fields = ["id", "chat_id", "date_time", "source", "text", "employee_id", "employee_full_name"];
  const list = [
    message(10, "0:00", "autoinvite", ""),
    message(null, "0:00", "chatbot", "…"),
    message(20, "0:00", "visitor", "Здравствуйте"),
    message(30, "5:00", "operator", null, 501),
  ];

  it("answers a chat's messages in the order of sending, each once (A18, A23, settled)", async () => {
    expect(await rowsOf("get.chat_messages_report", { chat_id: 2, fields })).toEqual(list);
  });

  it("sorted by time: whole seconds, then the order of sending, ascending also under desc (settled)", async () => {
    const sort = [{ field: "date_time", order: "desc" }];
    expect(await rowsOf("get.chat_messages_report", { chat_id: 2, fields, sort })).toEqual([list[3], list[0], list[1], list[2]]);
    const byEmployee = await rowsOf("get.chat_messages_report", { chat_id: 2, fields, sort: [{ field: "employee_id" }] });
    expect(byEmployee).toEqual([list[3], list[0], list[1], list[2]]);
  });

  it("answers by chats, by time, or by both (R11)", async () => {
    const ids = async (params: Readonly<Record<string, unknown>>) =>
      (await rowsOf("get.chat_messages_report", { fields: ["chat_id", "id", "visitor_id"], ...params })).map(({ chat_id, id, visitor_id }) => [
        chat_id,
        id,
        visitor_id,
      ]);
    const other = [9_007_199_254_740_991, 1, 700];
    const own = [
      [2, 10, null],
      [2, null, null],
      [2, 20, null],
      [2, 30, null],
    ];
    expect(await ids({ chat_ids: [2, 9_007_199_254_740_991, 5] })).toEqual([other, ...own]);
    expect(await ids({ date_from: "2025-03-04", date_till: "2025-03-05 00:00:00" })).toEqual([other, ...own.slice(0, 3)]);
    expect(await ids({ chat_id: 2, date_from: "2025-03-05 00:01:00", date_till: "2025-03-06" })).toEqual(own.slice(3));
    expect(await ids({ chat_id: 2, chat_ids: [5] })).toEqual([]);
    expect(await ids({ chat_id: 12_345 })).toEqual([]);
    expect(await ids({ chat_id: -1 })).toEqual([]);
    expect(await ids({ chat_id: 77 })).toEqual([]);
  });

  it.each([
    [{}, "required_parameter_missed", "chat_id"],
    [{ date_from: "2025-03-04" }, "required_parameter_missed", "date_till"],
    [{ chat_id: "2" }, "data_type_error", "chat_id"],
    [{ chat_ids: [2, "3"] }, "data_type_error", "chat_ids[1]"],
    [{ chat_ids: Array.from({ length: 10_001 }, () => 1) }, "invalid_parameter_value", "chat_ids"],
    [{ date_from: "2025-03-01", date_till: "2025-03-31 00:00:01" }, "date_interval_limit_reached", "date_till"],
    [{ chat_id: 2, filter: { field: "text", operator: "like", value: "%" } }, "filter_prohibited", "filter.field"],
  ])("refuses %j", async (params, mnemonic, field) => {
    const { error } = (await post("get.chat_messages_report", params)).json<{ error: { data: unknown } }>();
    expect(error.data).toMatchObject({ mnemonic, field });
  });
});
