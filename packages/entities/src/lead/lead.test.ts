import { describe, it } from "vitest";
import type { LeadRow } from "../rows.ts";
import { sec } from "../testing/clock.ts";
import { given } from "../testing/given.ts";
import { assignedLead, processed, received, taggedLead } from "../testing/lead-events.ts";

const one = (row: Partial<LeadRow>) => ({ lead: [row] });

describe("a lead", () => {
  it("X11: has no row until it is received", () => {
    given([assignedLead("10:00", 5)])
      .when(processed("10:01", 5))
      .gives({});
  });

  it("is new, of its type, site and department, credited to who entered it", () => {
    given([received("10:00:00.900", { lead_type: "callback", site_id: 1, department_id: 2, employee_id: 5 })]).gives(
      one({
        received_at: sec("10:00:00"),
        offline_message_id: 12,
        status: "new",
        lead_type: "callback",
        site_id: 1,
        department_id: 2,
        employee_id: 5,
        assigned_at: 0,
        processed_at: 0,
      }),
    );
  });

  it("is credited to nobody when nobody is named", () => {
    given([received("10:00")]).gives(one({ employee_id: 0, site_id: 0, department_id: 0 }));
  });

  it("settled last: of several receptions the earliest counts, as a whole, and the other is taken back", () => {
    given([received("10:05", { site_id: 1, department_id: 3 })])
      .when(received("10:00", { site_id: 2 }))
      .gives({
        lead: [
          { received_at: sec("10:00"), site_id: 2, department_id: 0, deleted: 0 },
          { received_at: sec("10:05"), deleted: 1, status: "none" },
        ],
      });
  });

  it("settled last: of two receptions at one instant the higher offset counts", () => {
    given([received("10:00", { site_id: 1 })])
      .when(received("10:00", { site_id: 2 }))
      .gives(one({ site_id: 2 }));
  });

  it("A24: is processing once assigned, credited to the last assigned (X12), whichever came first", () => {
    given([received("10:00", { employee_id: 5 }), assignedLead("10:09", 7)])
      .when(assignedLead("10:05", 6))
      .gives(one({ status: "processing", employee_id: 7, assigned_employee_id: 7, assigned_at: sec("10:09"), processed_employee_id: 0 }));
  });

  it("X12: of two assignments at one instant the higher offset counts", () => {
    given([received("10:00"), assignedLead("10:05", 7)])
      .when(assignedLead("10:05", 6))
      .gives(one({ employee_id: 6 }));
  });

  it("A24: processed is final, whatever is assigned later; the credit is of the latest who processed it", () => {
    given([received("10:00"), assignedLead("10:01", 5), processed("10:05", 6), processed("10:03", 8)])
      .when(assignedLead("10:09", 7))
      .gives(
        one({ status: "processed", employee_id: 6, processed_employee_id: 6, processed_at: sec("10:05"), assigned_employee_id: 7, assigned_at: sec("10:09") }),
      );
  });

  it("is written by whom its reception says, with all texts as published; absent ones are null", () => {
    const texts = { form_type: "f", text: "", group_name: "g", visitor_name: "n", visitor_phone_number: "+7 (903) 1", visitor_email: "e" };
    given([received("10:00", { ...texts, group_id: 3, communication_id: 901, communication_number: 2 })]).gives(
      one({ ...texts, group_id: 3, communication_id: 901, communication_number: 2 }),
    );
    given([received("10:00")]).gives(
      one({ form_type: null, text: null, group_name: null, visitor_name: null, visitor_phone_number: null, visitor_email: null, group_id: 0 }),
    );
  });

  it("A24: answer and comment are those of the latest processing, absent ones too", () => {
    given([received("10:00"), processed("10:05", 6, { comment: "" }), processed("10:03", 8, { answer_message: "old", comment: "old" })])
      .when(assignedLead("10:09", 7))
      .gives(one({ answer_message: null, comment: "" }));
  });

  it("settled: its handler is who processed it, else who was assigned, never who entered it", () => {
    given([received("10:00", { employee_id: 5 })]).gives(one({ employee_id: 5, handler_employee_id: 0 }));
    given([received("10:00", { employee_id: 5 })])
      .when(assignedLead("10:01", 6))
      .gives(one({ employee_id: 6, handler_employee_id: 6 }));
    given([received("10:00", { employee_id: 5 }), processed("10:02", 7)])
      .when(assignedLead("10:03", 6))
      .gives(one({ employee_id: 7, handler_employee_id: 7 }));
  });

  it("carries what is said of it, whoever the visitor is", () => {
    given([received("10:00", { visitor: { visitor_id: 3, city: "Omsk" }, attribution: { utm_source: "u" } })])
      .when(taggedLead("10:01"))
      .gives(one({ status: "new", version: 101, tag_ids: [4], visitor_id: 3, visitor_city: "Omsk", attribution: { utm_source: "u" } }));
  });
});
