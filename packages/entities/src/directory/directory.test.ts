import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldAll, rowsOf } from "../entity.ts";
import type { directoryKinds } from "../rows.ts";
import { directoryEvent, employeeDeleted, employeeUpserted } from "../testing/events.ts";
import { given, logged } from "../testing/given.ts";
import { directoryFold } from "./directory.ts";

describe("a directory object", () => {
  it("X13: is what its latest upsert by event time says, as a whole", () => {
    given([employeeUpserted("11:00", { first_name: "New" })])
      .when(employeeUpserted("10:00", { first_name: "Old", email: "old@example.test", site_ids: [1] }))
      .gives({ directory_object: [{ first_name: "New", email: null, site_ids: [], is_deleted: 0, version: 101 }] });
  });

  it("X13: of two upserts at one instant the higher offset counts", () => {
    given([employeeUpserted("10:00", { first_name: "A" })])
      .when(employeeUpserted("10:00", { first_name: "B" }))
      .gives({ directory_object: [{ first_name: "B" }] });
  });

  it("X13: keeps names and links when it is deleted", () => {
    given([employeeUpserted("10:00", { last_name: "Doe", department_ids: [2], site_ids: [1] })])
      .when(employeeDeleted("11:00"))
      .gives({ directory_object: [{ deleted: 0, is_deleted: 1, first_name: "John", last_name: "Doe", department_ids: [2], site_ids: [1] }] });
  });

  it("X13: is revived by a later upsert, not by an earlier one that arrives late", () => {
    const deleted = given([employeeUpserted("10:00"), employeeDeleted("11:00")]);
    deleted.when(employeeUpserted("12:00")).gives({ directory_object: [{ is_deleted: 0 }] });
    deleted.when(employeeUpserted("10:30", { first_name: "Jack" })).gives({ directory_object: [{ is_deleted: 1, first_name: "Jack" }] });
  });

  it("X13: of an upsert and a deletion at one instant the higher offset counts", () => {
    given([employeeUpserted("10:00")])
      .when(employeeDeleted("10:00"))
      .gives({ directory_object: [{ is_deleted: 1 }] });
    given([employeeDeleted("10:00")])
      .when(employeeUpserted("10:00"))
      .gives({ directory_object: [{ is_deleted: 0 }] });
  });

  it("X14: deleted without any upsert has empty names, and absent attributes", () => {
    given([employeeDeleted("10:00")]).gives({
      directory_object: [{ object_id: 501, is_deleted: 1, title: "", login: "", first_name: "", last_name: "", email: null, managed_site_ids: null }],
    });
  });

  it("L7: tells a managed list that is empty from one that was never given", () => {
    given([employeeUpserted("10:00", { managed_site_ids: [] })]).gives({
      directory_object: [{ managed_site_ids: [], managed_department_ids: null }],
    });
  });

  it.each([
    [
      directoryEvent("site.upserted.v1", "site", { site_id: 9, url: "https://a.test", domain_name: "a.test" }),
      { title: "https://a.test", domain_name: "a.test" },
    ],
    [directoryEvent("department.upserted.v1", "department", { department_id: 9, title: "Sales", site_ids: [3] }), { title: "Sales", site_ids: [3] }],
    [directoryEvent("queue.upserted.v1", "queue", { queue_id: 9, title: "First" }), { title: "First" }],
    [directoryEvent("campaign.upserted.v1", "campaign", { campaign_id: 9, name: "Spring" }), { title: "Spring" }],
    [directoryEvent("tag.upserted.v1", "tag", { tag_id: 9, name: "Hot" }), { title: "Hot" }],
    [directoryEvent("segment.upserted.v1", "segment", { segment_id: 9, name: "B2B" }), { title: "B2B" }],
    [directoryEvent("scenario.upserted.v1", "scenario", { scenario_id: 9, name: "Night" }), { title: "Night" }],
    [directoryEvent("remark.upserted.v1", "remark", { remark_id: 9, title: "Rude" }), { title: "Rude" }],
    [
      directoryEvent("address_book_contact.upserted.v1", "address_book_contact", { contact_id: 9, full_name: "Ann", phone_number: "7900" }),
      { title: "Ann", phone: "7900" },
    ],
  ] as const)("of every kind has a row: %o", (event, columns) => {
    given([event]).gives({ directory_object: [{ kind: event.kind as (typeof directoryKinds)[number], object_id: 9, login: null, ...columns }] });
  });
});

describe("the row of a directory object", () => {
  const history = fc.uniqueArray(fc.tuple(fc.nat(40), fc.boolean()), { minLength: 1, maxLength: 12, selector: ([minute]) => minute });
  const events = history.map((steps) =>
    steps.map(([minute, isUpsert]) => {
      const clock = `10:${String(minute).padStart(2, "0")}`;
      return isUpsert ? employeeUpserted(clock, { first_name: clock }) : employeeDeleted(clock);
    }),
  );
  const shuffled = events.chain((made) => fc.tuple(fc.constant(made), fc.shuffledSubarray(made, { minLength: made.length })));

  it("does not depend on the order of arrival, and says what the latest events say", () => {
    fc.assert(
      fc.property(shuffled, ([made, other]) => {
        const row = rowsOf(foldAll(directoryFold, logged(other))).directory_object?.[0];
        const inTime = made.toSorted((a, b) => a.timeMs - b.timeMs);
        const upsert = inTime.findLast((event) => event.type === "employee.upserted.v1");
        expect(row?.first_name).toBe(upsert?.data.first_name ?? "");
        expect(row?.is_deleted).toBe(inTime.at(-1)?.type === "employee.deleted.v1" ? 1 : 0);
        expect(row?.version).toBe(99 + made.length);
      }),
    );
  });
});
