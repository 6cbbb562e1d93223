import type { World } from "@stats/query/testing/livetex";
import type { Oracle } from "../oracle/index.ts";

/** An account's facts, computed by the oracle, as the plain evaluator takes them. */
export function worldOf(oracle: Oracle, tenant: string, zone: string): World {
  const own = <Row extends { readonly tenant: string }>(rows: readonly Row[]): Row[] => rows.filter((row) => row.tenant === tenant);
  const objects = (kind: string) => own(oracle.directoryRows()).filter((row) => row.kind === kind);
  const places = (kind: string) => objects(kind).map(({ object_id, is_deleted, title }) => ({ id: object_id, isDeleted: is_deleted === 1, title }));
  const where = (row: { readonly site_id: number; readonly department_id: number; readonly employee_id: number }) => ({
    site: row.site_id,
    department: row.department_id,
    employee: row.employee_id,
  });
  const { chats, calls, leads } = { chats: own(oracle.chatRows()), calls: own(oracle.callRows()), leads: own(oracle.leadRows()) };
  return {
    zone,
    dialogs: [
      ...chats.map((row) => ({
        ...where(row),
        kind: "chat" as const,
        at: row.started_at,
        remark: row.remark_id,
        vote: row.vote,
        ...(row.visitor_wrote === 1 && row.answered === 1 ? { wait: row.wait } : {}),
      })),
      ...calls.map((row) => ({ ...where(row), kind: "call" as const, at: row.started_at, remark: row.remark_id, vote: "none" as const })),
      ...leads.map((row) => ({ ...where(row), kind: "lead" as const, at: row.received_at, remark: 0, vote: "none" as const })),
    ],
    changes: own(oracle.statusRows())
      .toSorted((one, other) => one.offset - other.offset)
      .map(({ user_id, changed_at_ms, status }) => ({ userId: user_id, ms: changed_at_ms, status })),
    employees: objects("employee").map((row) => ({
      id: row.object_id,
      isDeleted: row.is_deleted === 1,
      firstName: row.first_name ?? "",
      lastName: row.last_name,
      sites: row.site_ids,
      departments: row.department_ids,
      managedSites: row.managed_site_ids ?? undefined,
      managedDepartments: row.managed_department_ids ?? undefined,
    })),
    sites: places("site"),
    departments: places("department"),
    remarks: places("remark"),
    contacts: own(oracle.contactRows()).map((row) => ({ kind: row.kind, source: row.source_type, creator: row.creator_type, site: row.site_id })),
  };
}
