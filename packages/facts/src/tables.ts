import type {
  ApiRequestRow,
  CallLegRow,
  CallRow,
  ChargeRow,
  ChatRow,
  ContactRow,
  DirectoryObjectRow,
  FactTable,
  FactTables,
  LeadRow,
  StatusChangeRow,
  VisitorRow,
} from "@stats/entities";

type Cell = string | number | boolean | null | readonly (string | number)[];

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

const call = plain<CallRow>(
  "tenant",
  "started_at",
  "call_id",
  "partition",
  "version",
  "deleted",
  "direction",
  "site_id",
  "department_id",
  "queue_id",
  "employee_id",
  "answered",
  "finished",
  "lost",
  "first_talk_at",
  "last_talk_end_at",
  "finished_at",
  "wait",
  "talk_duration",
  "clean_talk_duration",
  "total_wait",
  "face",
  "vote",
  "score",
  "remark_id",
);

const call_leg = plain<CallLegRow>(
  "tenant",
  "call_started_at",
  "call_id",
  "leg_id",
  "partition",
  "version",
  "deleted",
  "direction",
  "virtual_phone_number",
  "calling_phone_number",
  "called_phone_number",
  "is_operator",
  "is_coach",
  "is_transferred",
  "employee_id",
  "started_at",
  "connected_at",
  "ended_at",
  "talk",
  "hold",
  "talk_starts",
  "talk_ends",
);

const lead = plain<LeadRow>(
  "tenant",
  "received_at",
  "offline_message_id",
  "partition",
  "version",
  "deleted",
  "status",
  "lead_type",
  "site_id",
  "department_id",
  "employee_id",
  "assigned_employee_id",
  "processed_employee_id",
  "assigned_at",
  "processed_at",
);

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

const visitor = plain<VisitorRow>(
  "tenant",
  "visitor_id",
  "partition",
  "version",
  "deleted",
  "full_name",
  "emails",
  "phone_numbers",
  "company",
  "comment",
  "has_person_id",
  "person_id",
  "has_custom_properties",
  "property_names",
  "property_values",
);

const charge = plain<ChargeRow>("tenant", "charged_on", "charge_id", "partition", "version", "deleted", "kind", "amount", "bonuses");

const api_request = plain<ApiRequestRow>(
  "tenant",
  "requested_at",
  "api_request_id",
  "partition",
  "version",
  "deleted",
  "request_id",
  "request_id_is_number",
  "api_type",
  "component",
  "ip_address",
  "method",
  "method_type",
  "result",
  "error_code",
  "error_mnemocode",
  "call_session_id",
  "external_id",
  "raw",
  "execution_time",
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
  status_change,
  directory_object,
  call,
  call_leg,
  lead,
  contact,
  visitor,
  charge,
  api_request,
};
export const factTableNames = Object.keys(factTables) as FactTable[];
