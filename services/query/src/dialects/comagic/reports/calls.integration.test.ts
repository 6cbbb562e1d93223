import { type ScratchFacts, startScratchFacts } from "@stats/questions/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask } from "../testing/ask.ts";
import { callsReport } from "./calls.ts";

/** Epoch seconds of a UTC text. */
const at = (text: string) => Date.parse(`${text.replace(" ", "T")}Z`) / 1000;
const day = { date_from: "2025-03-05", date_till: "2025-03-05 23:59:59" };
const row = { tenant: "acme", version: 1, partition: 0 };
/** Moscow is three hours ahead. */
const moscow = (time: string) => at(`2025-03-05 ${time}`) - 3 * 3600;

describe("reports of calls", () => {
  let facts: ScratchFacts;
  const asked = async (report: typeof callsReport, params: Readonly<Record<string, unknown>>) => await ask(report, facts.readerFor("acme"), params);

  beforeAll(async () => {
    facts = await startScratchFacts();
    const names = [
      { kind: "employee", object_id: 5, first_name: "Иван", last_name: "Петров", patronymic: "Ильич" },
      { kind: "employee", object_id: 6, first_name: "Anna", last_name: null },
      { kind: "scenario", object_id: 3, title: "Night" },
      { kind: "address_book_contact", object_id: 8, title: "Client" },
      { kind: "site", object_id: 2, title: "https://shop.example:8080/a" },
    ];
    await facts.insert(
      "directory_object",
      names.map((name) => ({ ...row, ...name })),
    );
    const talked = {
      answered: 1,
      finished: 1,
      first_talk_at: moscow("10:00:20"),
      last_talk_end_at: moscow("10:02:00"),
      finished_at: moscow("10:02:05"),
      wait: 20,
      talk_duration: 100,
      clean_talk_duration: 90,
      total_wait: 30,
    };
    await facts.insert("call", [
      {
        ...row,
        ...talked,
        call_id: 1,
        communication_id: 1,
        started_at: moscow("10:00:00"),
        direction: "in",
        source: "sip",
        finish_reason: "numb_not_exists",
        first_site_id: 2,
        site_id: 7,
        scenario_id: 3,
        contact_id: 8,
        virtual_phone_number: "74950000001",
        contact_phone_number: "79160000001",
        call_records: ["b", "a"],
        employee_ids: [5, 6, 9],
        employee_answered: [1, 1, 0],
        employee_talked: [1, 0, 0],
        first_answered_employee_id: 5,
        last_answered_employee_id: 6,
        first_talked_employee_id: 5,
        last_talked_employee_id: 5,
        postprocess_duration: 12,
        score: 4,
      },
      {
        ...row,
        call_id: 2,
        communication_id: 2,
        started_at: moscow("11:00:00"),
        direction: "in",
        finished: 1,
        lost: 1,
        finished_at: moscow("11:00:40"),
        wait: 40,
        total_wait: 40,
      },
      { ...row, call_id: 3, communication_id: 3, started_at: moscow("12:00:00"), direction: "out", answered: 1, wait: 7, lost: 0 },
      { ...row, call_id: 4, communication_id: 4, started_at: moscow("13:00:00"), direction: "out", wait: 0 },
    ]);
  });
  afterAll(async () => await facts.close());

  it("list finished calls, and with include_ongoing_calls those that go on", async () => {
    const ids = async (more: Readonly<Record<string, unknown>>) => (await asked(callsReport, { ...day, fields: ["id"], ...more })).rows.map(({ id }) => id);
    expect(await ids({})).toEqual([1, 2]);
    expect(await ids({ include_ongoing_calls: false })).toEqual([1, 2]);
    expect(await ids({ include_ongoing_calls: true })).toEqual([1, 2, 3, 4]);
  });

  it("answer the default fields, in local time", async () => {
    const { rows, total } = await asked(callsReport, { ...day, limit: 1 });
    expect(total).toBe(2);
    expect(rows).toEqual([
      {
        id: 1,
        source: "sip",
        is_lost: false,
        direction: "in",
        start_time: "2025-03-05 10:00:00",
        finish_time: "2025-03-05 10:02:05",
        call_records: ["b", "a"],
        finish_reason: "numb_not_exists",
        talk_duration: 100,
        wait_duration: 20,
        total_duration: 125,
        communication_id: 1,
        communication_type: "call",
        clean_talk_duration: 90,
        total_wait_duration: 30,
        contact_phone_number: "79160000001",
        virtual_phone_number: "74950000001",
      },
    ]);
  });

  it("A11: leave open what only the end of a call tells", async () => {
    const fields = ["finish_time", "is_lost", "wait_duration", "total_wait_duration", "talk_duration", "clean_talk_duration", "total_duration"];
    const { rows } = await asked(callsReport, { ...day, include_ongoing_calls: true, fields, offset: 2 });
    const open = { finish_time: null, is_lost: null, total_wait_duration: null, talk_duration: null, clean_talk_duration: null, total_duration: null };
    expect(rows).toEqual([
      { ...open, wait_duration: 7 },
      { ...open, wait_duration: null },
    ]);
  });

  it("A12: name employees by how far they got, and sites by the first leg that names one", async () => {
    const fields = [
      "employees",
      "first_answered_employee_full_name",
      "last_answered_employee_full_name",
      "last_talked_employee_id",
      "site_id",
      "site_domain_name",
      "scenario_name",
      "contact_full_name",
      "postprocess_duration",
      "last_answered_employee_rating",
    ];
    const { rows } = await asked(callsReport, { ...day, fields, limit: 1 });
    expect(rows).toEqual([
      {
        employees: [
          { employee_id: 5, is_talked: true, is_answered: true, employee_full_name: "Петров Иван Ильич" },
          { employee_id: 6, is_talked: false, is_answered: true, employee_full_name: "Anna" },
          { employee_id: 9, is_talked: false, is_answered: false, employee_full_name: null },
        ],
        first_answered_employee_full_name: "Петров Иван Ильич",
        last_answered_employee_full_name: "Anna",
        last_talked_employee_id: 5,
        site_id: 2,
        site_domain_name: "shop.example",
        scenario_name: "Night",
        contact_full_name: "Client",
        postprocess_duration: 12,
        last_answered_employee_rating: 4,
      },
    ]);
  });

  it("link to the last record where the account says where records are", async () => {
    const request = { ...day, fields: ["full_record_file_link", "wav_call_records"] };
    expect((await asked(callsReport, request)).rows.map((each) => each["full_record_file_link"])).toEqual([null, null]);
    const linked = await ask(callsReport, facts.readerFor("acme"), request, "Europe/Moscow", "https://records.example/media/");
    expect(linked.rows).toEqual([
      { full_record_file_link: "https://records.example/media/1/a", wav_call_records: [] },
      { full_record_file_link: null, wav_call_records: [] },
    ]);
  });

  it("filter and sort", async () => {
    const ids = async (more: Readonly<Record<string, unknown>>) => (await asked(callsReport, { ...day, fields: ["id"], ...more })).rows.map(({ id }) => id);
    expect(await ids({ filter: { field: "is_lost", operator: "=", value: true } })).toEqual([2]);
    expect(await ids({ filter: { field: "employees", operator: "jsquery", value: "#.employee_id = 6 and #.is_answered = true" } })).toEqual([1]);
    expect(await ids({ sort: [{ field: "start_time", order: "desc" }] })).toEqual([2, 1]);
    expect(await ids({ sort: [{ field: "virtual_phone_number" }] })).toEqual([1, 2]);
  });
});
