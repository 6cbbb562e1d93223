import type { ContactRow, DirectoryObjectRow, FactTable, FactTables, StatusChangeRow } from "@stats/entities";
import { call, call_leg } from "./call-tables.ts";
import { chat, chat_message, goal, lead } from "./communication-tables.ts";
import { plain, type TableDeclaration } from "./table-declaration.ts";
import { api_request, charge, visitor, visitor_session } from "./visitor-tables.ts";

const contact = plain<ContactRow>(
  "tenant",
  "contact_id",
  "partition",
  "version",
  "deleted",
  "kind",
  "source_type",
  "creator_type",
  "is_auto",
  "site_id",
  "captured_at",
);

const status_change: TableDeclaration<StatusChangeRow> = {
  columns: ["tenant", "user_id", "changed_at", "version", "partition", "status"],
  cells: (row) => [row.tenant, row.user_id, row.changed_at_ms, row.version, row.partition, row.status],
};

const directory_object: TableDeclaration<DirectoryObjectRow> = {
  columns: [
    "tenant",
    "kind",
    "object_id",
    "partition",
    "version",
    "deleted",
    "is_deleted",
    "title",
    "login",
    "first_name",
    "last_name",
    "patronymic",
    "email",
    "phone",
    "domain_name",
    "department_ids",
    "site_ids",
    "has_managed_department_ids",
    "managed_department_ids",
    "has_managed_site_ids",
    "managed_site_ids",
  ],
  cells: (row) => [
    row.tenant,
    row.kind,
    row.object_id,
    row.partition,
    row.version,
    row.deleted,
    row.is_deleted,
    row.title,
    row.login,
    row.first_name,
    row.last_name,
    row.patronymic,
    row.email,
    row.phone,
    row.domain_name,
    row.department_ids,
    row.site_ids,
    row.managed_department_ids === null ? 0 : 1,
    row.managed_department_ids ?? [],
    row.managed_site_ids === null ? 0 : 1,
    row.managed_site_ids ?? [],
  ],
};

/** Every fact table; the order is the order in which a batch writes them. */
export const factTables: { readonly [T in FactTable]: TableDeclaration<FactTables[T]> } = {
  chat,
  chat_message,
  status_change,
  directory_object,
  call,
  call_leg,
  lead,
  goal,
  contact,
  visitor_session,
  visitor,
  charge,
  api_request,
};
export const factTableNames = Object.keys(factTables) as FactTable[];
