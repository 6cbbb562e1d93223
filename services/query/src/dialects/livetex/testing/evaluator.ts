import { evaluateView, type EvaluatedUser } from "./evaluator-view.ts";
import { onlineSecondsByDay } from "./evaluator-online.ts";
import type { World, WorldContact, WorldDialog } from "./world.ts";

/** A request as the tests make it, already taken apart. */
export interface PlainRequest {
  readonly method: "employees" | "sites" | "departments" | "summary";
  /** Statistics and breakdowns asked besides the row's id. */
  readonly statistics: readonly string[];
  readonly breakdowns: readonly string[];
  readonly siteIds?: readonly number[] | undefined;
  readonly departmentIds?: readonly number[] | undefined;
  readonly employeeIds?: readonly number[] | undefined;
  /** Local dates, both inclusive. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly isOnline?: boolean | undefined;
  /** A statistic with its direction; absent = by name. */
  readonly sort?: string | undefined;
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
}

type Entry = Record<string, unknown>;
/** Employee-days with their online seconds. */
type Days = ReadonlyMap<string, number>;
interface Sample {
  readonly dialogs: readonly WorldDialog[];
  readonly days: Days;
}

/**
 * What the rulings say that the answer is, computed the slowest and plainest way: for every row and every entry, from all facts.
 * @param now epoch seconds
 */
export function evaluate(world: World, user: EvaluatedUser, request: PlainRequest, now: number): { total?: number; results: unknown } {
  const view = evaluateView(world, user, now);
  const dayOf = (seconds: number) => localDateOf(seconds, world.zone);
  const isAsked = (ids: readonly number[] | undefined, id: number) => ids === undefined || ids.includes(id);
  const isWithin = (day: string) => (request.from ?? "") <= day && day <= (request.to ?? "9999");

  const target = world.dialogs.filter(
    (dialog) =>
      view.mayCount(dialog) &&
      isAsked(request.siteIds, dialog.site) &&
      isAsked(request.departmentIds, dialog.department) &&
      isAsked(request.employeeIds, dialog.employee) &&
      isWithin(dayOf(dialog.at)),
  );
  const online = onlineSecondsByDay(world, now);
  const daysOf = (employees: readonly number[]) =>
    new Map([...online].filter(([key]) => employees.includes(Number(key.split("/")[0])) && isWithin(key.split("/")[1] ?? "")));
  const pool = view.known.filter(
    (id) =>
      view.maySee(id) &&
      isAsked(request.employeeIds, id) &&
      (request.siteIds === undefined || view.linksOf(id).sites.some((site) => request.siteIds?.includes(site))) &&
      (request.departmentIds === undefined || view.linksOf(id).departments.some((department) => request.departmentIds?.includes(department))),
  );
  const linked = (kind: "sites" | "departments", id: number) => pool.filter((employee) => view.linksOf(employee)[kind].includes(id));

  function valuesOf({ dialogs, days }: Sample): Entry {
    return Object.fromEntries(request.statistics.map((name) => [name, valueOf(name, dialogs, days)]));
  }
  function entryOf(head: Entry, sample: Sample): Entry[] {
    return request.statistics.some((name) => hasBase(name, sample)) ? [{ ...head, ...valuesOf(sample) }] : [];
  }

  function breakdownOf(name: string, row: Sample, siteId: number): Entry[] {
    if (name === "employee_remarks_by_remark") return remarksOf(row.dialogs);
    if (name === "by_date") {
      const dates = [...new Set([...row.dialogs.map(({ at }) => dayOf(at)), ...[...row.days.keys()].map((key) => key.split("/")[1] ?? "")])].toSorted(
        compareCodePoints,
      );
      return dates.flatMap((date) =>
        entryOf(
          { date },
          { dialogs: row.dialogs.filter(({ at }) => dayOf(at) === date), days: new Map([...row.days].filter(([key]) => key.endsWith(`/${date}`))) },
        ),
      );
    }
    if (name === "by_department") {
      const viaOnline = linked("sites", siteId).flatMap((id) =>
        view.linksOf(id).departments.filter((d) => isAsked(request.departmentIds, d) && view.isDepartmentInView(d)),
      );
      const ids = [...new Set([...row.dialogs.map(({ department }) => department), ...viaOnline])];
      return sorted(ids, (id) => view.titleOf("departments", id)).flatMap((id) => {
        const both = linked("sites", siteId).filter((employee) => id !== 0 && view.linksOf(employee).departments.includes(id));
        return entryOf(
          { id: String(id), title: view.titleOf("departments", id) },
          { dialogs: row.dialogs.filter(({ department }) => department === id), days: daysOf(both) },
        );
      });
    }
    const ids = [...new Set([...row.dialogs.map(({ employee }) => employee), ...linked("sites", siteId)])].filter((id) => id !== 0);
    return sorted(ids, (id) => view.lastNameOf(id) ?? "").flatMap((id) =>
      entryOf(
        { id: String(id), first_name: view.firstNameOf(id), last_name: view.lastNameOf(id) },
        { dialogs: row.dialogs.filter(({ employee }) => employee === id), days: daysOf([id]) },
      ),
    );
  }

  function remarksOf(dialogs: readonly WorldDialog[]): Entry[] {
    const ids = [...new Set(dialogs.map(({ remark }) => remark))].filter((id) => id !== 0).toSorted((one, other) => one - other);
    return ids.map((id) => ({ id, title: view.titleOf("remarks", id), employee_remarks: dialogs.filter(({ remark }) => remark === id).length }));
  }

  /** By name, or by the asked statistic where there is one; ties by id. */
  function sorted(ids: readonly number[], nameOf: (id: number) => string): number[] {
    return ids.toSorted((one, other) => compareCodePoints(nameOf(one), nameOf(other)) || one - other);
  }

  function rowOf(id: number): { id: number; sample: Sample; body: Entry } {
    const kinds = {
      employees: () => ({ dialogs: target.filter(({ employee }) => employee === id), days: daysOf([id]) }),
      sites: () => ({ dialogs: target.filter(({ site }) => site === id), days: daysOf(linked("sites", id)) }),
      departments: () => ({ dialogs: target.filter(({ department }) => department === id), days: daysOf(id === 0 ? [] : linked("departments", id)) }),
      summary: () => ({ dialogs: target, days: daysOf(pool) }),
    };
    const sample = kinds[request.method]();
    const breakdowns = Object.fromEntries(request.breakdowns.map((name) => [name, breakdownOf(name, sample, id)]));
    return { id, sample, body: { ...(request.method === "summary" ? {} : { id }), ...valuesOf(sample), ...breakdowns } };
  }

  if (request.method === "summary") return { results: rowOf(0).body };
  const ids = view.listed(request, target);
  const nameOf = (id: number) => (request.method === "employees" ? (view.lastNameOf(id) ?? "") : view.titleOf(request.method as "sites" | "departments", id));
  let rows = sorted(ids, nameOf).map(rowOf);
  if (request.sort !== undefined) {
    const [name = "", direction] = request.sort.split(":");
    const keyOf = ({ sample }: (typeof rows)[number]) => valueOf(name, sample.dialogs, sample.days) * (direction === "d" ? -1 : 1);
    rows = rows.toSorted((one, other) => keyOf(one) - keyOf(other) || one.id - other.id);
  }
  const { offset = 0, limit = rows.length } = request;
  return { total: rows.length, results: rows.slice(offset, offset + limit).map(({ body }) => body) };
}

/** Ruling L16: undefined for who may not ask. */
export function evaluateContacts(world: World, user: EvaluatedUser): Entry | undefined {
  if (user.role === "operator") return undefined;
  const counted = world.contacts.filter(evaluateView(world, user, 0).mayCountContact);
  const count = (test: (contact: WorldContact) => boolean) => counted.filter(test).length;
  return {
    contacts_total: counted.length,
    contacts_email: count(({ kind }) => kind === "email"),
    contacts_phone: count(({ kind }) => kind === "phone"),
    contacts_from_chat: count(({ source }) => source === "chat"),
    contacts_from_lead: count(({ source }) => source === "lead"),
    contacts_by_employee: count(({ creator }) => creator === "employee"),
    contacts_by_visitor: count(({ creator }) => creator === "visitor"),
  };
}

const localDates = new Map<string, string>();

function localDateOf(seconds: number, zone: string): string {
  const known = localDates.get(`${seconds}/${zone}`);
  const date =
    known ??
    Temporal.Instant.fromEpochMilliseconds(seconds * 1000)
      .toZonedDateTimeISO(zone)
      .toPlainDate()
      .toString();
  localDates.set(`${seconds}/${zone}`, date);
  return date;
}

function valueOf(name: string, dialogs: readonly WorldDialog[], days: Days): number {
  const count = (test: (dialog: WorldDialog) => boolean) => dialogs.filter(test).length;
  const halfUp = (values: readonly number[]) => {
    const sum = values.reduce((total, value) => total + value, 0);
    return values.length === 0 ? 0 : Math.floor((2 * sum + values.length) / (2 * values.length));
  };
  switch (name) {
    case "chats_total":
      return count(({ kind }) => kind === "chat");
    case "calls_total":
      return count(({ kind }) => kind === "call");
    case "leads_total":
      return count(({ kind }) => kind === "lead");
    case "employee_remarks":
      return count(({ remark }) => remark !== 0);
    case "visitor_votes_pos":
      return count(({ vote }) => vote === "positive");
    case "visitor_votes_neg":
      return count(({ vote }) => vote === "negative");
    case "chats_first_answer_avg":
      return halfUp(dialogs.flatMap(({ wait }) => wait ?? []));
    default:
      return halfUp([...days.values()]);
  }
}

function hasBase(name: string, { dialogs, days }: Sample): boolean {
  if (name === "online_time_avg") return days.size > 0;
  if (name === "chats_first_answer_avg") return dialogs.some(({ wait }) => wait !== undefined);
  return valueOf(name, dialogs, days) > 0;
}

function compareCodePoints(one: string, other: string): number {
  const [left, right] = [one, other].map((text) => Array.from(text, (character) => character.codePointAt(0) ?? 0));
  for (const [index, code] of (left ?? []).entries()) {
    const against = right?.[index];
    if (against === undefined || code > against) return 1;
    if (code < against) return -1;
  }
  return (left?.length ?? 0) - (right?.length ?? 0);
}
