import type { DecodedEvent, EventFields } from "./decode-record.ts";
import { byTimeThenOffset } from "./order.ts";

/** The columns of a directory object's fact row that its events decide. */
export interface DirectoryFact {
  readonly tenant: string;
  readonly kind: string;
  readonly object_id: number;
  readonly is_deleted: 0 | 1;
  readonly title: string;
  readonly login: string | null;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly patronymic: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly domain_name: string | null;
  readonly department_ids: readonly number[];
  readonly site_ids: readonly number[];
  readonly managed_department_ids: readonly number[] | null;
  readonly managed_site_ids: readonly number[] | null;
}

/** X13: the latest upsert by event time (same time: higher offset) is the object; a later delete only marks it, a later upsert revives it. */
export function directoryFact(events: readonly (DecodedEvent & { readonly offset: number })[]): DirectoryFact | null {
  const inOrder = events.toSorted(byTimeThenOffset);
  const latest = inOrder.at(-1);
  if (!latest) return null;
  const kind = kindOf(latest.type);
  // X14: an employee of whom only the deletion is known has empty names, not absent ones
  const nameless: EventFields = kind === "employee" ? { login: "", first_name: "", last_name: "" } : {};
  const data = inOrder.findLast((event) => event.type.endsWith(".upserted.v1"))?.data ?? nameless;
  return {
    tenant: latest.tenant,
    kind,
    object_id: Number(latest.data[directoryIdFields[kind] ?? ""]),
    is_deleted: latest.type.endsWith(".deleted.v1") ? 1 : 0,
    title: text(data["name"] ?? data["title"] ?? data["url"] ?? data["full_name"]) ?? "",
    login: text(data["login"]),
    first_name: text(data["first_name"]),
    last_name: text(data["last_name"]),
    patronymic: text(data["patronymic"]),
    email: text(data["email"]),
    phone: text(data["phone"] ?? data["phone_number"]),
    domain_name: text(data["domain_name"]),
    department_ids: ids(data["department_ids"]) ?? [],
    site_ids: ids(data["site_ids"]) ?? [],
    managed_department_ids: ids(data["managed_department_ids"]),
    managed_site_ids: ids(data["managed_site_ids"]),
  };
}

/** Where each kind keeps its id (contract, section 2). */
export const directoryIdFields: Readonly<Record<string, string>> = {
  employee: "employee_id",
  site: "site_id",
  department: "department_id",
  queue: "queue_id",
  campaign: "campaign_id",
  tag: "tag_id",
  segment: "segment_id",
  scenario: "scenario_id",
  remark: "remark_id",
  address_book_contact: "contact_id",
};

/** `employee.upserted.v1` is about an employee. */
export function kindOf(type: string): string {
  return type.slice(0, type.indexOf("."));
}

function text(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function ids(value: unknown): readonly number[] | null {
  return Array.isArray(value) ? value.map(Number) : null;
}
