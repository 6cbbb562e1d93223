import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { at } from "../testing/chat-row.ts";
import { type ScratchFacts, startScratchFacts } from "../testing/scratch-facts.ts";
import { askEmployees, type EmployeesListedParams, listEmployees } from "./list-employees.ts";

const full: EmployeesListedParams = {
  level: "full",
  caller_id: 0,
  every_site: true,
  view_sites: [],
  every_department: true,
  view_departments: [],
  employees_given: false,
  employee_ids: [],
  participant_ids: [],
  online: [],
};

describe("employees-listed", () => {
  let facts: ScratchFacts;
  const listed = async (params: Partial<EmployeesListedParams>) =>
    listEmployees(await askEmployees(facts.readerFor("acme"), at("2025-03-05 12:00:00")), { ...full, ...params }).map(({ id }) => id);

  beforeAll(async () => {
    facts = await startScratchFacts();
    const employee = { tenant: "acme", kind: "employee", version: 1, first_name: "a", login: "b" };
    await facts.insert(
      "directory_object",
      [1, 2, 3, 4, 5].map((object_id) => ({ ...employee, object_id, is_deleted: Number(object_id === 4) })),
    );
    await facts.insert(
      "directory_object",
      [1, 2, 3].map((object_id) => ({ ...employee, kind: "site", object_id })),
    );
    // the directory does not know 6
    await facts.insert(
      "status_change",
      (
        [
          ["READY", 2],
          ["ONLINE", 3],
          ["IN_SERVICE", 6],
          ["DND", 1],
        ] as const
      ).map(([status, user_id], index) => ({
        tenant: "acme",
        user_id,
        changed_at: at("2025-03-05 09:00:00") * 1000,
        version: index + 1,
        status,
      })),
    );
  });
  afterAll(async () => await facts.close());

  it("lists who is in view without the deleted, and every participant", async () => {
    expect(await listed({})).toEqual([1, 2, 3, 5, 6]);
    expect(await listed({ participant_ids: [4, 7] })).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(await listed({ employees_given: true, employee_ids: [3, 4, 8] })).toEqual([3, 4]);
  });

  it("answers the same when it is asked again: the database, which knows the sizes by then, would join the other way round", async () => {
    const question = { participant_ids: [1, 2, 4, 5, 7], online: [true] };
    for (const time of ["first", "again", "once more"]) expect(await listed(question), time).toEqual([2, 3, 6]);
  });
});
