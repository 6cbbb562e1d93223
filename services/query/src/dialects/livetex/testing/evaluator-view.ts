import type { PlainRequest } from "./evaluator.ts";
import { isOnlineStatus } from "./evaluator-online.ts";
import type { World, WorldContact, WorldDialog } from "./world.ts";

/** A user of the accounts file. */
export interface EvaluatedUser {
  readonly role: string;
  readonly employee_id?: number;
  readonly managed_site_ids?: readonly number[];
  readonly managed_department_ids?: readonly number[];
}

/** Who may count what, and who is listed: rulings L5 to L8, word by word. */
export function evaluateView(world: World, user: EvaluatedUser, now: number) {
  const level = user.role.startsWith("admin") ? "full" : user.role === "operator" ? "own" : "managed";
  const record = world.employees.find(({ id }) => id === user.employee_id);
  // undefined = everything
  const managedSites = user.managed_site_ids ?? record?.managedSites;
  const managedDepartments = user.managed_department_ids ?? record?.managedDepartments;
  const isIn = (list: readonly number[] | undefined, id: number) => list === undefined || list.includes(id);
  const employeeOf = (id: number) => world.employees.find((employee) => employee.id === id);
  const linksOf = (id: number) => ({ sites: employeeOf(id)?.sites ?? [], departments: employeeOf(id)?.departments ?? [] });
  const known = [...new Set([...world.employees.map(({ id }) => id), ...world.changes.map(({ userId }) => userId)])];

  const maySee = (id: number) =>
    level === "full" ||
    (level === "own" && id === user.employee_id) ||
    (level === "managed" &&
      (linksOf(id).sites.some((site) => isIn(managedSites, site)) || linksOf(id).departments.some((department) => isIn(managedDepartments, department))));

  const mayCount = ({ site, department, employee }: WorldDialog) =>
    level === "full" ||
    (level === "own" && employee === user.employee_id) ||
    (level === "managed" && (site === 0 || isIn(managedSites, site)) && (department === 0 || isIn(managedDepartments, department)) && site + department > 0);

  /** Ruling L16. */
  const mayCountContact = ({ site }: WorldContact) => level === "full" || (level === "managed" && site !== 0 && isIn(managedSites, site));

  const placesInView = (kind: "sites" | "departments") => {
    if (level === "full") return undefined;
    if (level === "own") return linksOf(user.employee_id ?? 0)[kind];
    return kind === "sites" ? managedSites : managedDepartments;
  };

  function isOnlineNow(id: number): boolean {
    const past = world.changes.filter(({ userId, ms }) => userId === id && Math.floor(ms / 1000) <= now);
    return isOnlineStatus(past.toSorted((one, other) => one.ms - other.ms).at(-1)?.status);
  }

  function listed(request: PlainRequest, target: readonly WorldDialog[]): number[] {
    if (request.method === "employees") {
      const participants = target.map(({ employee }) => employee).filter((id) => id !== 0);
      const self = level === "own" && employeeOf(user.employee_id ?? 0) === undefined ? [user.employee_id ?? 0] : [];
      const inView = known.filter((id) => maySee(id) && (request.employeeIds !== undefined || employeeOf(id)?.isDeleted !== true));
      const all = [...new Set([...participants, ...inView, ...self])].filter((id) => request.employeeIds === undefined || request.employeeIds.includes(id));
      return all.filter((id) => request.isOnline === undefined || isOnlineNow(id) === request.isOnline);
    }
    const kind = request.method === "sites" ? "sites" : "departments";
    const asked = kind === "sites" ? request.siteIds : request.departmentIds;
    const inView = world[kind].filter(({ id, isDeleted }) => isIn(placesInView(kind), id) && (asked !== undefined || !isDeleted)).map(({ id }) => id);
    const ofDialogs = target.map((dialog) => (kind === "sites" ? dialog.site : dialog.department));
    const all = [...new Set([...ofDialogs, ...inView])].filter((id) => asked === undefined || asked.includes(id));
    return kind === "sites" ? all.filter((id) => id !== 0) : all;
  }

  return {
    known,
    linksOf,
    maySee,
    mayCount,
    mayCountContact,
    listed,
    isDepartmentInView: (id: number) => isIn(placesInView("departments"), id),
    titleOf: (kind: "sites" | "departments" | "remarks", id: number) => world[kind].find((place) => place.id === id)?.title ?? "",
    firstNameOf: (id: number) => employeeOf(id)?.firstName ?? "",
    lastNameOf: (id: number) => (employeeOf(id) === undefined ? "" : (employeeOf(id)?.lastName ?? null)),
  };
}
