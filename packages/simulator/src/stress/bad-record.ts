import type { RejectReason } from "@stats/events";
import type { AppendRecord } from "@stats/log";
import type { Random } from "../random.ts";
import { recordedAt } from "./content-mode.ts";
import { keyOf, toRecord, type CloudEvent, type TimedEvent } from "../timed-event.ts";

/** The header in which a bad record carries the reason for which it must be refused: the known truth, for whoever reads the log again. */
export const knownFaultHeader = "known-fault";

type BadReason = Exclude<RejectReason, "partition_mismatch" | "too_large">;
type Spoiled = Partial<Pick<AppendRecord, "topic" | "key" | "value">>;
type Spoil = (event: CloudEvent, random: Random) => Spoiled;

const as = (event: object): Spoiled => ({ value: JSON.stringify(event) });

/** Each makes exactly one fault. */
const spoilers: Readonly<Record<BadReason, readonly Spoil[]>> = {
  invalid_json: [
    (event) => ({ value: JSON.stringify(event).slice(0, -2) }),
    () => ({ value: "" }),
    () => ({ value: Buffer.from([0xff, 0xfe, 0x00, 0x7b]) }),
    () => ({ value: "{'single': 'quotes'}" }),
  ],
  invalid_envelope: [
    (event) => as({ ...event, specversion: "0.3" }),
    (event) => as({ ...event, id: "" }),
    (event) => as({ ...event, id: "x".repeat(129) }),
    (event) => as({ ...event, time: "yesterday" }),
    (event) => as({ ...event, time: event.time.replace("Z", "") }),
    (event) => as({ ...event, time: "1999-12-31T23:59:59Z" }),
    (event) => as({ ...event, time: new Date(Date.parse(event.time) + 400 * 86_400_000).toISOString() }),
    (event) => as({ ...event, tenant: "Not A Slug" }),
    (event) => as({ ...event, source: undefined }),
    (event) => as({ ...event, data: undefined }),
  ],
  invalid_data: [
    (event) => as({ ...event, type: "chat.rated.v1", data: { chat_id: 1, score: 6 } }),
    (event) => as({ ...event, type: "chat.rated.v1", data: { chat_id: 1 } }),
    (event) => as({ ...event, type: "chat.started.v1", data: { initiator: "visitor" } }),
    (event) => as({ ...event, type: "chat.message_sent.v1", data: { chat_id: 1, message_id: "m", author: "operator" } }),
    (event) => as({ ...event, type: "chat.closed.v1", data: { chat_id: 0, release_cause: "closed_by_visitor" } }),
    (event) => as({ ...event, type: "acd_status.changed.v1", data: { user_id: 501, status: "SLEEPING" } }),
    (event) => as({ ...event, type: "employee.upserted.v1", data: { employee_id: "501", login: "a", first_name: "A" } }),
  ],
  unknown_type: [
    (event) => as({ ...event, type: "chat.exploded.v1" }),
    (event) => as({ ...event, type: event.type.replace(".v1", ".v2") }),
    (event) => as({ ...event, type: "toString" }),
  ],
  wrong_topic: [() => ({ topic: "billing-events" })],
  key_mismatch: [
    () => ({ key: null }),
    (event) => ({ key: `${keyOf(event)}0` }),
    (event) => ({ key: keyOf(event).replace(event.tenant, `${event.tenant}-2`) }),
    (event) => ({ key: keyOf(event).replace(/:[a-z_]+:/, ":nothing:") }),
  ],
};

const reasons = Object.keys(spoilers) as readonly BadReason[];

/** Spoils an event in one way. The record has the id of the good event, which must be taken all the same. */
export function badRecord(random: Random, happening: TimedEvent, nowMs: number, topicPrefix: string): AppendRecord {
  const isElsewhere = happening.event.type === "charge.recorded.v1"; // already on the topic that is wrong for all others
  const reason = random.pick(isElsewhere ? reasons.filter((each) => each !== "wrong_topic") : reasons);
  const record = toRecord(happening);
  const { topic, ...spoiled } = random.pick(spoilers[reason])(happening.event, random);
  const headers = { ...record.headers, [knownFaultHeader]: reason };
  return { ...record, ...spoiled, topic: topicPrefix + (topic ?? record.topic), headers, timestampMs: recordedAt(nowMs, happening) };
}
