import { type ScratchFacts, startScratchFacts } from "@stats/questions/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask } from "../testing/ask.ts";
import { callLegsReport } from "./call-legs.ts";
import { financialCallLegsReport } from "./financial-call-legs.ts";
import { financialSummaryReport } from "./financial-summary.ts";

/** Epoch seconds of a UTC text. */
const at = (text: string) => Date.parse(`${text.replace(" ", "T")}Z`) / 1000;
const day = { date_from: "2025-03-05", date_till: "2025-03-05 23:59:59" };
const row = { tenant: "acme", version: 1, partition: 0 };
/** Moscow is three hours ahead. */
const moscow = (time: string) => at(`2025-03-05 ${time}`) - 3 * 3600;

describe("reports of legs and charges", () => {
  let facts: ScratchFacts;
  const asked = async (report: typeof callLegsReport, params: Readonly<Record<string, unknown>>) => await ask(report, facts.readerFor("acme"), params);

  beforeAll(async () => {
    facts = await startScratchFacts();
    await facts.insert("directory_object", [{ ...row, kind: "employee", object_id: 5, first_name: "Иван", last_name: "Петров", patronymic: "Ильич" }]);
    const leg = { ...row, call_id: 1, direction: "in", virtual_phone_number: "74950000001" };
    await facts.insert("call_leg", [
      {
        ...leg,
        leg_id: 11,
        started_at: moscow("10:00:00"),
        ended_at: moscow("10:02:00"),
        calling_phone_number: "79160000001",
        called_phone_number: "",
        total_duration: 120,
        duration: 0,
        is_failed: 0,
        talk_starts: [],
      },
      {
        ...leg,
        leg_id: 12,
        started_at: moscow("10:00:05"),
        connected_at: moscow("10:00:20"),
        ended_at: moscow("10:02:05"),
        is_operator: 1,
        employee_id: 5,
        total_duration: 120,
        duration: 105,
        talk_starts: [moscow("10:00:20")],
        talk_ends: [moscow("10:02:00")],
        direction_type: "mobile",
        chargeable_duration: 120,
        cost_per_minute: "1.5",
        total_charge: "3.0001",
        bonuses_charge: "1",
        employee_rating: 5,
        source: "sip",
      },
      {
        ...leg,
        leg_id: 13,
        started_at: moscow("23:59:59"),
        total_duration: null,
        duration: null,
        talk_starts: [moscow("23:59:59")],
        talk_ends: [0],
        total_charge: "0",
        bonuses_charge: "0",
      },
    ]);
    const charge = { ...row, version: 1 };
    await facts.insert("charge", [
      { ...charge, charge_id: 1, charged_on: "2025-03-05", kind: "subscriber_fee", amount: "100.5", bonuses: "10" },
      { ...charge, charge_id: 2, charged_on: "2025-03-05", kind: "changes", amount: "-20.25", bonuses: "0" },
      { ...charge, charge_id: 3, charged_on: "2025-03-31", kind: "telecom_services", amount: "0.0001", bonuses: "0" },
      { ...charge, charge_id: 4, charged_on: "2025-04-01", kind: "one_off_services", amount: "1", bonuses: "0" },
    ]);
  });
  afterAll(async () => await facts.close());

  it("A15: list a leg once it has ended, under its own start", async () => {
    const { rows } = await asked(callLegsReport, {
      ...day,
      fields: [
        "id",
        "call_session_id",
        "connect_time",
        "duration",
        "total_duration",
        "called_phone_number",
        "is_talked",
        "employee_full_name",
        "employee_rating",
      ],
    });
    expect(rows).toEqual([
      {
        id: 11,
        call_session_id: 1,
        connect_time: null,
        duration: 0,
        total_duration: 120,
        called_phone_number: null,
        is_talked: false,
        employee_full_name: null,
        employee_rating: null,
      },
      {
        id: 12,
        call_session_id: 1,
        connect_time: "2025-03-05 10:00:20",
        duration: 105,
        total_duration: 120,
        called_phone_number: null,
        is_talked: true,
        employee_full_name: "Петров Иван Ильич",
        employee_rating: 5,
      },
    ]);
  });

  it("A32: list a charged leg, whatever it cost", async () => {
    const { rows } = await asked(financialCallLegsReport, day);
    expect(
      rows.map(({ leg_id, total_charge, bonuses_charge, cost_per_minute, direction_type }) => ({
        leg_id,
        total_charge,
        bonuses_charge,
        cost_per_minute,
        direction_type,
      })),
    ).toEqual([
      { leg_id: 12, total_charge: 3.0001, bonuses_charge: 1, cost_per_minute: 1.5, direction_type: "mobile" },
      { leg_id: 13, total_charge: 0, bonuses_charge: 0, cost_per_minute: null, direction_type: null },
    ]);
  });

  it("A31: add up the charges of a day, those of legs by the local day of their start", async () => {
    const { rows, total } = await asked(financialSummaryReport, { year: 2025, month: 3 });
    expect(total).toBe(2);
    expect(rows).toEqual([
      {
        date: "2025-03-05",
        changes: -20.25,
        total_charge: 83.2501,
        bonuses_charge: 11,
        subscriber_fee: 100.5,
        one_off_services: 0,
        telecom_services: 3.0001,
        additional_services: 0,
      },
      {
        date: "2025-03-31",
        changes: 0,
        total_charge: 0.0001,
        bonuses_charge: 0,
        subscriber_fee: 0,
        one_off_services: 0,
        telecom_services: 0.0001,
        additional_services: 0,
      },
    ]);
    expect((await asked(financialSummaryReport, { year: 2025, month: 12 })).rows).toEqual([]);
    const few = await asked(financialSummaryReport, { year: 2025, month: 3, fields: ["date"], filter: { field: "date", operator: ">", value: "2025-03-05" } });
    expect(few.rows).toEqual([{ date: "2025-03-31" }]);
  });

  it.each([
    [{ year: 2025, month: 13 }, "month"],
    [{ year: 1999, month: 1 }, "year"],
    [{ year: 2025 }, "month"],
  ])("R12: refuse %j", async (params, fault) => {
    await expect(asked(financialSummaryReport, params)).rejects.toMatchObject({ data: { field: fault } });
  });
});
