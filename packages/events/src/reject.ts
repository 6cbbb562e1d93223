/** Why an event is not taken; the dead letters and the errors of POST /events carry these words. */
export const rejectReasons = [
  "invalid_json",
  "invalid_envelope",
  "invalid_data",
  "unknown_type",
  "wrong_topic",
  "key_mismatch",
  /** Decided by the ingest, which knows where the entity lived before. */
  "partition_mismatch",
  "too_large",
] as const;

export type RejectReason = (typeof rejectReasons)[number];

export interface Rejection {
  readonly ok: false;
  readonly reason: RejectReason;
  /** Plain words: which field, what is wrong, what is allowed. At most {@link detailCharsMax} characters. */
  readonly detail: string;
}

const detailCharsMax = 500;

export function reject(reason: RejectReason, detail: string): Rejection {
  return { ok: false, reason, detail: detail.length <= detailCharsMax ? detail : `${detail.slice(0, detailCharsMax - 1)}…` };
}

/** A value as it may stand in a detail, cut short. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object" && value !== null) return "an object";
  return typeof value === "string" ? JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value) : String(value);
}
