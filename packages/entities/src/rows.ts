import type { ApiRequestRow } from "./api-request/api-request-row.ts";
import type { CallRow } from "./call/call-row.ts";
import type { CallLegRow } from "./call/leg-row.ts";
import type { ChargeRow } from "./charge/charge-row.ts";
import type { ChatMessageRow } from "./chat/chat-message.ts";
import type { ChatRow } from "./chat/chat-row.ts";
import type { ContactRow } from "./contact/contact-row.ts";
import type { GoalRow } from "./goal/goal-row.ts";
import type { LeadRow } from "./lead/lead-row.ts";
import type { VisitorSessionRow } from "./session/session-row.ts";
import type { Flag, Versioned } from "./versioned.ts";
import type { VisitorRow } from "./visitor/visitor-row.ts";

export type { ApiRequestRow } from "./api-request/api-request-row.ts";
export type { CallRow } from "./call/call-row.ts";
export type { CallLegRow } from "./call/leg-row.ts";
export type { ChargeRow } from "./charge/charge-row.ts";
export type { ChatMessageRow } from "./chat/chat-message.ts";
export type { ChatRow } from "./chat/chat-row.ts";
export type { CommunicationColumns } from "./communication/communication-columns.ts";
export type { ContactRow } from "./contact/contact-row.ts";
export type { GoalRow } from "./goal/goal-row.ts";
export type { LeadRow } from "./lead/lead-row.ts";
export type { Face, RatingColumns, Vote } from "./ratings.ts";
export type { VisitorSessionRow } from "./session/session-row.ts";
export type { Flag, Versioned } from "./versioned.ts";
export type { VisitorRow } from "./visitor/visitor-row.ts";

/**
 * The fact rows that folds produce, one interface per table of packages/facts/schema, columns by the same names.
 * Instants are epoch seconds (UTC), or epoch milliseconds where the name says so; 0 stands for "none" in ids and instants (ids start at 1,
 * events in the year 2000). Booleans are 0 and 1, as the database keeps them.
 */

/** One row an operator's status change. Key: (tenant, user_id, changed_at_ms, version). Never taken back. */
export interface StatusChangeRow {
  readonly tenant: string;
  readonly user_id: number;
  readonly changed_at_ms: number;
  readonly status: string;
  readonly partition: number;
  readonly version: number;
}

export const directoryKinds = ["employee", "site", "department", "queue", "campaign", "tag", "segment", "scenario", "remark", "address_book_contact"] as const;
export type DirectoryKind = (typeof directoryKinds)[number];

/** One row a directory object. Key: (tenant, kind, object_id). Absent texts are null; a list that was never given is null too. */
export interface DirectoryObjectRow extends Versioned {
  readonly kind: DirectoryKind;
  readonly object_id: number;
  /** The object was deleted; names and links stay (rulings X13). */
  readonly is_deleted: Flag;
  /** name, title, url or full_name, by kind; for an employee empty. */
  readonly title: string;
  readonly login: string | null;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly patronymic: string | null;
  readonly email: string | null;
  /** phone of an employee, phone_number of a contact */
  readonly phone: string | null;
  readonly domain_name: string | null;
  readonly department_ids: readonly number[];
  readonly site_ids: readonly number[];
  /** null = not given (which is not the same as an empty list, rulings L7) */
  readonly managed_department_ids: readonly number[] | null;
  readonly managed_site_ids: readonly number[] | null;
}

/** The row type of each fact table. */
export interface FactTables {
  readonly chat: ChatRow;
  readonly chat_message: ChatMessageRow;
  readonly status_change: StatusChangeRow;
  readonly directory_object: DirectoryObjectRow;
  readonly call: CallRow;
  readonly call_leg: CallLegRow;
  readonly lead: LeadRow;
  readonly goal: GoalRow;
  readonly contact: ContactRow;
  readonly visitor_session: VisitorSessionRow;
  readonly visitor: VisitorRow;
  readonly charge: ChargeRow;
  readonly api_request: ApiRequestRow;
}
export type FactTable = keyof FactTables;

/** Rows by table, as a fold or a batch produces them. */
export type FactRows = { readonly [T in FactTable]?: readonly FactTables[T][] };
