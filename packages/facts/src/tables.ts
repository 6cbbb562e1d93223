import type { ChatRow, DirectoryObjectRow, FactTable, FactTables, StatusChangeRow } from "@stats/entities";

type Cell = string | number | boolean | null | readonly number[];

/** A fact table as the writer sees it: its columns in order, and a row's cells in that order. */
export interface TableDeclaration<Row> {
  readonly columns: readonly string[];
  readonly cells: (row: Row) => readonly Cell[];
}

function plain<Row>(...columns: (keyof Row & string)[]): TableDeclaration<Row> {
  return { columns, cells: (row) => columns.map((column) => row[column] as Cell) };
}

const chat = plain<ChatRow>(
  "tenant",
  "started_at",
  "chat_id",
  "partition",
  "version",
  "deleted",
  "site_id",
  "department_id",
  "queue_id",
  "employee_id",
  "initiator",
  "with_bot",
  "visitor_wrote",
  "queued",
  "answered",
  "closed",
  "queued_at",
  "answered_at",
  "closed_at",
  "wait",
  "talk",
  "face",
  "vote",
  "score",
  "remark_id",
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
export const factTables: { readonly [T in FactTable]: TableDeclaration<FactTables[T]> } = { chat, status_change, directory_object };
export const factTableNames = Object.keys(factTables) as FactTable[];
