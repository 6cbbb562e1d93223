import type { AnyEvent } from "@stats/events";
import type { DirectoryKind, DirectoryObjectRow } from "../rows.ts";

/** What an upsert says about a directory object: the columns of its row that it decides. */
export type Profile = Omit<DirectoryObjectRow, "tenant" | "partition" | "version" | "deleted" | "kind" | "object_id" | "is_deleted">;

const blankProfile: Profile = {
  title: "",
  login: null,
  first_name: null,
  last_name: null,
  patronymic: null,
  email: null,
  phone: null,
  domain_name: null,
  department_ids: [],
  site_ids: [],
  managed_department_ids: null,
  managed_site_ids: null,
};

/** An object that was deleted but never upserted: empty names, absent optional attributes (rulings X14). */
export function unnamedProfile(kind: DirectoryKind): Profile {
  return kind === "employee" ? { ...blankProfile, login: "", first_name: "", last_name: "" } : blankProfile;
}

/** The profile that an event carries; undefined for all but the upserts of directory objects. */
export function profileOf(event: AnyEvent): Profile | undefined {
  switch (event.type) {
    case "employee.upserted.v1":
      return {
        title: "",
        login: event.data.login,
        first_name: event.data.first_name,
        last_name: event.data.last_name ?? null,
        patronymic: event.data.patronymic ?? null,
        email: event.data.email ?? null,
        phone: event.data.phone ?? null,
        domain_name: null,
        department_ids: event.data.department_ids ?? [],
        site_ids: event.data.site_ids ?? [],
        managed_department_ids: event.data.managed_department_ids ?? null,
        managed_site_ids: event.data.managed_site_ids ?? null,
      };
    case "site.upserted.v1":
      return { ...blankProfile, title: event.data.url, domain_name: event.data.domain_name ?? null };
    case "department.upserted.v1":
      return { ...blankProfile, title: event.data.title, site_ids: event.data.site_ids ?? [] };
    case "queue.upserted.v1":
    case "remark.upserted.v1":
      return { ...blankProfile, title: event.data.title };
    case "campaign.upserted.v1":
    case "tag.upserted.v1":
    case "segment.upserted.v1":
    case "scenario.upserted.v1":
      return { ...blankProfile, title: event.data.name };
    case "address_book_contact.upserted.v1":
      return { ...blankProfile, title: event.data.full_name, phone: event.data.phone_number };
    default:
      return undefined;
  }
}
