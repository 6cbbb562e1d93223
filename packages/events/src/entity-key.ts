/** What has a history of its own: every event belongs to one entity, and all events of an entity share a key, hence a partition. */
export const entityKinds = [
  "chat",
  "call",
  "user",
  "session",
  "goal",
  "offline_message",
  "visitor",
  "contact",
  "charge",
  "api_request",
  "employee",
  "site",
  "department",
  "queue",
  "campaign",
  "tag",
  "segment",
  "scenario",
  "remark",
  "address_book_contact",
] as const;

export type EntityKind = (typeof entityKinds)[number];

export interface EntityRef {
  readonly tenant: string;
  readonly kind: EntityKind;
  /** Decimal digits, or a UUID for api_request. */
  readonly entityId: string;
}

/** An account's slug, as the envelope's `tenant` attribute carries it. */
export const tenantPattern = /^[a-z0-9][a-z0-9-]{0,62}$/;

const uuidPattern = /^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/;
const integerPattern = /^[1-9][0-9]{0,15}$/;
const kinds: ReadonlySet<string> = new Set(entityKinds);

/** The record key of an entity: `acme:chat:42`. */
export function entityKey(tenant: string, kind: EntityKind, entityId: string): string {
  return `${tenant}:${kind}:${entityId}`;
}

/** Reads a record key; undefined when it is not the key of any entity. The inverse of {@link entityKey}. */
export function parseEntityKey(key: string): EntityRef | undefined {
  const [tenant, kind, entityId, ...rest] = key.split(":");
  if (tenant === undefined || kind === undefined || entityId === undefined || rest.length > 0) return undefined;
  if (!tenantPattern.test(tenant) || !isEntityKind(kind) || !isEntityId(kind, entityId)) return undefined;
  return { tenant, kind, entityId };
}

export function isEntityKind(text: string): text is EntityKind {
  return kinds.has(text);
}

function isEntityId(kind: EntityKind, text: string): boolean {
  if (kind === "api_request") return uuidPattern.test(text);
  return integerPattern.test(text) && Number.isSafeInteger(Number(text));
}
