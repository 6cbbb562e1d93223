import type { ClickHouseClient } from "@clickhouse/client";
import { prepareRows, type PreparedInsert } from "./write.ts";

/** A rejected record, whole. Bytes are base64 texts. */
export interface DeadLetter {
  readonly topic: string;
  readonly partition: number;
  readonly version: number;
  /** 0 = noted, 1 = published in the dead-letter topic, otherwise the epoch milliseconds when it was sent through again. */
  readonly revision: number;
  readonly reason: string;
  readonly detail: string;
  readonly recordedAtMs: number;
  readonly key: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: string | null;
  /** Where the dead-letter topic ended when this was noted. */
  readonly publishedAfter: number;
  /** 0 = never */
  readonly replayedAtMs: number;
}

const columns = [
  "topic",
  "partition",
  "version",
  "revision",
  "reason",
  "detail",
  "recorded_at",
  "key_base64",
  "headers_base64",
  "value_base64",
  "published_after",
  "replayed_at",
] as const;

export function prepareDeadLetters(letters: readonly DeadLetter[]): PreparedInsert | undefined {
  return prepareRows(
    "dead_letter",
    columns,
    letters.map((letter) => [
      letter.topic,
      letter.partition,
      letter.version,
      letter.revision,
      letter.reason,
      letter.detail,
      letter.recordedAtMs,
      letter.key,
      letter.headers,
      letter.value,
      letter.publishedAfter,
      letter.replayedAtMs,
    ]),
  );
}

type Row = [string, number, string, string, string, string, string, string | null, Record<string, string>, string | null, string, string];

const select = `select topic, partition, version, revision, reason, detail, toString(toUnixTimestamp64Milli(recorded_at)), key_base64, headers_base64, value_base64,
  published_after, toString(toUnixTimestamp64Milli(replayed_at)) from dead_letter final`;

const fromRow = (row: Row): DeadLetter => ({
  topic: row[0],
  partition: row[1],
  version: Number(row[2]),
  revision: Number(row[3]),
  reason: row[4],
  detail: row[5],
  recordedAtMs: Number(row[6]),
  key: row[7],
  headers: row[8],
  value: row[9],
  publishedAfter: Number(row[10]),
  replayedAtMs: Number(row[11]),
});

export interface DeadLetterFilter {
  readonly reason?: string;
  readonly topic?: string;
  /** Only those that are published in the dead-letter topic and were never sent through again. */
  readonly pending?: boolean;
  /** Only those of these partitions and below these versions. */
  readonly before?: readonly { readonly topic: string; readonly partition: number; readonly version: number }[];
  readonly limit: number;
  readonly offset: number;
}

/** Dead letters in log order (topic, partition, version). */
export async function listDeadLetters(client: ClickHouseClient, filter: DeadLetterFilter): Promise<readonly DeadLetter[]> {
  const result = await client.query({
    query: `${select}
      where ({reason:String} = '' or reason = {reason:String}) and ({topic:String} = '' or topic = {topic:String})
        and ({pending:Bool} = false or revision = 1)
        and ({bounded:Bool} = false or version < transform(concat(topic, ':', toString(partition)), {partitions:Array(String)}, {bounds:Array(UInt64)}, 0::UInt64))
      order by topic, partition, version limit {limit:UInt64} offset {offset:UInt64}`,
    query_params: {
      reason: filter.reason ?? "",
      topic: filter.topic ?? "",
      pending: filter.pending ?? false,
      bounded: filter.before !== undefined,
      partitions: filter.before?.map(({ topic, partition }) => `${topic}:${partition}`) ?? [],
      bounds: filter.before?.map(({ version }) => version) ?? [],
      limit: filter.limit,
      offset: filter.offset,
    },
    use_multipart_params_auto: true,
    format: "JSONCompactEachRow",
  });
  return (await result.json<Row>()).map(fromRow);
}

/** Of the asked positions those that are in the register. */
export async function findDeadLetters(
  client: ClickHouseClient,
  asked: readonly { readonly topic: string; readonly partition: number; readonly version: number }[],
): Promise<readonly DeadLetter[]> {
  if (asked.length === 0) return [];
  const result = await client.query({
    query: `${select} where (topic, partition, version) in (arrayZip({topics:Array(String)}, {partitions:Array(UInt16)}, {versions:Array(UInt64)}))`,
    query_params: { topics: asked.map((row) => row.topic), partitions: asked.map((row) => row.partition), versions: asked.map((row) => row.version) },
    use_multipart_params: true,
    format: "JSONCompactEachRow",
  });
  return (await result.json<Row>()).map(fromRow);
}

/** How many records were rejected, by reason. */
export async function countDeadLetters(client: ClickHouseClient): Promise<Readonly<Record<string, number>>> {
  const result = await client.query({
    query: "select reason, uniqExact(topic, partition, version) from dead_letter group by reason",
    format: "JSONCompactEachRow",
  });
  return Object.fromEntries((await result.json<[string, string]>()).map(([reason, count]) => [reason, Number(count)]));
}
