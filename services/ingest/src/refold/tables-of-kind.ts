import { foldFor, type FactTable } from "@stats/entities";
import { type EntityKind, entityKinds } from "@stats/events";

/** The fact tables that hold rows of a kind of entity; none where its events have no facts. */
export function tablesOf(kind: EntityKind): readonly FactTable[] {
  switch (kind) {
    case "user":
      return ["status_change"];
    case "chat":
      return ["chat", "chat_message"];
    case "call":
      return ["call", "call_leg"];
    case "offline_message":
      return ["lead"];
    case "goal":
      return ["goal"];
    case "contact":
      return ["contact"];
    case "session":
      return ["visitor_session"];
    case "visitor":
      return ["visitor"];
    case "charge":
      return ["charge"];
    case "api_request":
      return ["api_request"];
    default:
      return foldFor(kind) === undefined ? [] : ["directory_object"];
  }
}

/** The kinds of entities that have rows in any of the tables. */
export function kindsOf(tables: readonly FactTable[]): readonly EntityKind[] {
  return entityKinds.filter((kind) => tablesOf(kind).some((table) => tables.includes(table)));
}
