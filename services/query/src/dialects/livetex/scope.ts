import { callerRecord, type ScopeParams, type TenantReader } from "@stats/questions";
import type { LivetexUser } from "./users.ts";

type Role = LivetexUser["entry"]["role"];

const levels: Readonly<Record<Role, ScopeParams["level"]>> = {
  admin: "full",
  admin_partner: "full",
  chief: "managed",
  chief_partner: "managed",
  manager: "managed",
  operator: "own",
};

/** The access level of a role; the vendor's list of roles is the same for all statistics. */
export function levelOf(role: Role): ScopeParams["level"] {
  return levels[role];
}

/**
 * What a user may count and see. Each managed list comes from the accounts file where it stands there (an empty one manages nothing), else from
 * the directory's record of his employee, else it is everything (ruling L7). An operator has in view what he is linked to.
 */
export async function scopeOf({ entry }: LivetexUser, reader: TenantReader): Promise<ScopeParams> {
  const level = levelOf(entry.role);
  const { employee_id, managed_site_ids: givenSites, managed_department_ids: givenDepartments } = entry;
  if (level === "full") return scope(level, employee_id, undefined, undefined);

  const isRecordNeeded = employee_id !== undefined && (level === "own" || givenSites === undefined || givenDepartments === undefined);
  const [record] = isRecordNeeded ? await callerRecord.ask(reader, { employee_id }) : [];
  if (level === "own") return scope(level, employee_id, record?.site_ids ?? [], record?.department_ids ?? []);
  const sites = givenSites ?? (record?.has_managed_sites === true ? record.managed_site_ids : undefined);
  const departments = givenDepartments ?? (record?.has_managed_departments === true ? record.managed_department_ids : undefined);
  return scope(level, employee_id, sites, departments);
}

/** An undefined list = all. */
function scope(
  level: ScopeParams["level"],
  callerId: number | undefined,
  sites: readonly number[] | undefined,
  departments: readonly number[] | undefined,
): ScopeParams {
  return {
    level,
    caller_id: callerId ?? 0,
    every_site: sites === undefined,
    view_sites: [...(sites ?? [])],
    every_department: departments === undefined,
    view_departments: [...(departments ?? [])],
  };
}
