import { versionOf } from "@stats/entities";
import { checkRecord } from "@stats/events";
import type { LogRecord } from "@stats/log";
import type { AcceptedRecord, RejectedRecord } from "../batch.ts";

/** Every record becomes an accepted event or a reject; none is dropped. */
export function checkRecords(records: readonly LogRecord[], epoch: number): { readonly accepted: AcceptedRecord[]; readonly rejected: RejectedRecord[] } {
  const accepted: AcceptedRecord[] = [];
  const rejected: RejectedRecord[] = [];
  for (const record of records) {
    const version = versionOf(epoch, record.offset);
    const checked = checkRecord(record);
    if (checked.ok) accepted.push({ record, event: checked.event, json: checked.json, version });
    else rejected.push({ record, version, reason: checked.reason, detail: checked.detail });
  }
  return { accepted, rejected };
}
