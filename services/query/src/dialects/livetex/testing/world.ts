/** A small account as facts: what the tests put into the tables, and what the plain evaluator counts. */
export interface World {
  readonly zone: string;
  readonly dialogs: readonly WorldDialog[];
  readonly changes: readonly { readonly userId: number; readonly ms: number; readonly status: string }[];
  readonly employees: readonly WorldEmployee[];
  readonly sites: readonly WorldPlace[];
  readonly departments: readonly WorldPlace[];
  readonly remarks: readonly WorldPlace[];
  readonly contacts: readonly WorldContact[];
}

export interface WorldDialog {
  readonly kind: "chat" | "call" | "lead";
  /** Epoch seconds. */
  readonly at: number;
  /** 0 = none, as in the tables. */
  readonly site: number;
  readonly department: number;
  readonly employee: number;
  readonly remark: number;
  /** Seconds; absent = not answered, or no visitor wrote. */
  readonly wait?: number;
  readonly vote: "none" | "positive" | "negative";
}

export interface WorldEmployee {
  readonly id: number;
  readonly isDeleted: boolean;
  readonly firstName: string;
  readonly lastName: string | null;
  readonly sites: readonly number[];
  readonly departments: readonly number[];
  readonly managedSites?: readonly number[] | undefined;
  readonly managedDepartments?: readonly number[] | undefined;
}

export interface WorldContact {
  readonly kind: "email" | "phone";
  readonly source: "chat" | "lead";
  readonly creator: "employee" | "visitor";
  /** 0 = none. */
  readonly site: number;
}

export interface WorldPlace {
  readonly id: number;
  readonly isDeleted: boolean;
  readonly title: string;
}

type Random = <Value>(values: readonly Value[]) => Value;

const statuses = ["OFFLINE", "ONLINE", "READY", "BANNED", "IN_SERVICE", "AFTER_SERVICE", "TIMEOUT", "DND"] as const;
const names = ["Ж", "я", "B", "a", "\u{1F600}", "\uFF5E", ""] as const;
/** Around local midnights, and just before and after `now`. */
const secondsOfDay = [0, 1, 30_000, 50_000, 86_398, 86_399] as const;

/**
 * Five sites, four departments and seven employees, of whom some are deleted, unknown to the directory, or known by their dialogs alone.
 * @param pick chooses one of the values
 * @param now epoch seconds; the world's days lie around it
 */
export function makeWorld(pick: Random, zone: string, now: number): World {
  const some = <Value>(values: readonly Value[]) => values.filter(() => pick([true, false]));
  const localDay = Math.floor(now / 86_400) * 86_400;
  const instant = () => localDay + pick([-5, -4, -3, -2, -1, 0, 1]) * 86_400 + pick(secondsOfDay) - pick([0, 10_800]);
  const dialog = (): WorldDialog => {
    const kind = pick(["chat", "chat", "call", "lead"] as const);
    const common = { kind, at: instant(), site: pick([0, 1, 2, 3, 4, 5]), department: pick([0, 0, 1, 2, 3, 4]), employee: pick([0, 1, 2, 3, 4, 5, 7]) };
    if (kind === "lead") return { ...common, remark: 0, vote: "none" };
    const remark = pick([0, 0, 1, 2, 3]);
    if (kind === "call") return { ...common, remark, vote: "none" };
    const wait = pick([undefined, 0, 1, 4, 61]);
    return { ...common, remark, vote: pick(["none", "none", "positive", "negative"]), ...(wait === undefined ? {} : { wait }) };
  };
  return {
    zone,
    dialogs: Array.from({ length: 80 }, dialog),
    changes: Array.from({ length: 60 }, (_, index) => ({ userId: pick([1, 2, 3, 5, 6]), ms: instant() * 1000 + index, status: pick(statuses) })),
    employees: [1, 2, 3, 4, 5].map((id) => ({
      id,
      isDeleted: id === 5,
      firstName: pick(names),
      lastName: pick([null, ...names]),
      sites: some([1, 2, 3, 4, 5]),
      departments: some([1, 2, 3, 4]),
      managedSites: pick([undefined, some([1, 2, 3, 4, 5])]),
      managedDepartments: pick([undefined, some([1, 2, 3, 4])]),
    })),
    sites: [1, 2, 3, 4].map((id) => ({ id, isDeleted: id === 4, title: pick(names) })),
    departments: [1, 2, 3].map((id) => ({ id, isDeleted: id === 3, title: pick(names) })),
    remarks: [1, 2].map((id) => ({ id, isDeleted: false, title: `remark ${id}` })),
    contacts: Array.from({ length: 30 }, () => ({
      kind: pick(["email", "phone"] as const),
      source: pick(["chat", "lead"] as const),
      creator: pick(["employee", "visitor"] as const),
      site: pick([0, 1, 2, 3, 4, 5]),
    })),
  };
}

/** The world's rows by table. */
export function toRows(world: World, tenant: string) {
  const of = { tenant, version: 1 };
  const dialogs = world.dialogs.map((dialog, index) => ({ dialog, id: index + 1 }));
  const place =
    (kind: string) =>
    ({ id, isDeleted, title }: WorldPlace) => ({ ...of, kind, object_id: id, is_deleted: Number(isDeleted), title });
  const row = ({ site, department, employee }: WorldDialog) => ({ ...of, site_id: site, department_id: department, employee_id: employee });
  const only = (kind: WorldDialog["kind"]) => dialogs.filter(({ dialog }) => dialog.kind === kind);
  return {
    chat: only("chat").map(({ dialog, id }) => ({
      ...row(dialog),
      chat_id: id,
      started_at: dialog.at,
      remark_id: dialog.remark,
      vote: dialog.vote,
      queued: 1,
      // a chat without a wait that counts: not answered, or answered while no visitor wrote
      visitor_wrote: Number(dialog.wait !== undefined || id % 2 === 0),
      answered: Number(dialog.wait !== undefined || id % 2 === 1),
      wait: dialog.wait ?? 9999,
    })),
    call: only("call").map(({ dialog, id }) => ({ ...row(dialog), call_id: id, started_at: dialog.at, remark_id: dialog.remark, vote: "positive" })),
    lead: only("lead").map(({ dialog, id }) => ({ ...row(dialog), offline_message_id: id, received_at: dialog.at })),
    contact: world.contacts.map(({ kind, source, creator, site }, index) => ({
      ...of,
      contact_id: index + 1,
      kind,
      source_type: source,
      creator_type: creator,
      site_id: site,
    })),
    status_change: world.changes.map(({ userId, ms, status }, index) => ({ tenant, user_id: userId, changed_at: ms, version: index + 1, status })),
    directory_object: [
      ...world.employees.map((employee) => ({
        ...of,
        kind: "employee",
        object_id: employee.id,
        is_deleted: Number(employee.isDeleted),
        login: `login${employee.id}`,
        first_name: employee.firstName,
        last_name: employee.lastName,
        site_ids: employee.sites,
        department_ids: employee.departments,
        has_managed_site_ids: Number(employee.managedSites !== undefined),
        managed_site_ids: employee.managedSites ?? [],
        has_managed_department_ids: Number(employee.managedDepartments !== undefined),
        managed_department_ids: employee.managedDepartments ?? [],
      })),
      ...world.sites.map(place("site")),
      ...world.departments.map(place("department")),
      ...world.remarks.map(place("remark")),
    ],
  };
}
