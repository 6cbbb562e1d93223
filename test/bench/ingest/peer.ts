import { topics } from "@stats/events";
import type { EngineHandle } from "@stats/embedded-clickhouse";
import { connect, type Database } from "@stats/facts";
import { CpuMeter } from "../harness/cpu-meter.ts";
import { waitFor } from "../harness/wait-for.ts";
import type { Backlog } from "./backlog.ts";
import type { ConsumptionRun } from "./consumption-run.ts";

const limitMs = 600_000;

const tables = [
  `create table archive (
    tenant LowCardinality(String), key String, partition UInt16, offset UInt64, type LowCardinality(String), id String, source String,
    time DateTime64(3, 'UTC'), data String codec(ZSTD(1))
  ) engine = MergeTree order by (tenant, key, partition, offset)`,
  `create table chat_event (
    tenant LowCardinality(String), chat_id UInt64, time DateTime64(3, 'UTC'), type LowCardinality(String), employee_id UInt64, author LowCardinality(String), queue_id UInt64
  ) engine = MergeTree partition by toYYYYMM(time) order by (tenant, time, chat_id)`,
  `create table hourly (tenant LowCardinality(String), hour DateTime('UTC'), type LowCardinality(String), events UInt64)
    engine = SummingMergeTree order by (tenant, hour, type)`,
];

const views = [
  `create materialized view to_archive to archive as
    select tenant, _key as key, _partition as partition, _offset as offset, type, id, source, time, data from queue`,
  `create materialized view to_chat_event to chat_event as
    select tenant, JSONExtractUInt(data, 'chat_id') as chat_id, time, type, JSONExtractUInt(data, 'employee_id') as employee_id,
      JSONExtractString(data, 'author') as author, JSONExtractUInt(data, 'queue_id') as queue_id
    from queue where startsWith(type, 'chat.')`,
  `create materialized view to_hourly to hourly as
    select tenant, toStartOfHour(time) as hour, type, count() as events from queue group by tenant, hour, type`,
];

/** The settings are those that made it fastest here: two consumers on two cores, large blocks, a short flush so that the end comes soon. */
function queueTable({ brokers, topicPrefix }: Backlog, group: string): string {
  const names = topics.map((topic) => topicPrefix + topic).join(",");
  return `create table queue (
      type LowCardinality(String), id String, source String, time DateTime64(3, 'UTC'), tenant LowCardinality(String), data String
    ) engine = Kafka settings kafka_broker_list = '${brokers.join(",")}', kafka_topic_list = '${names}', kafka_group_name = '${group}',
      kafka_format = 'JSONEachRow', kafka_num_consumers = 2, kafka_thread_per_consumer = 1, kafka_max_block_size = 131072, kafka_poll_max_batch_size = 65536,
      kafka_flush_interval_ms = 1000, date_time_input_format = 'best_effort'`;
}

/** What the peer answers, and what is true of it whatever was delivered how often. */
export interface PeerAnswers {
  readonly archived: number;
  readonly distinct: number;
  readonly hourlyTotal: number;
  readonly chatsStarted: number;
}

export interface Peer {
  /** Consumes the whole backlog with a group that has no offsets yet, until `rows` rows are archived. */
  consume(group: string, rows: number): Promise<ConsumptionRun>;
  answers(): Promise<PeerAnswers>;
  close(): Promise<void>;
}

/**
 * The peer: ClickHouse's own Kafka table engine with the views that one would write first, in a database of its own in the same engine: every event
 * as it came, a row per chat event, counts per hour and type.
 */
export async function createPeer(backlog: Backlog, engine: EngineHandle, brokerPid: number | undefined, database: string): Promise<Peer> {
  const system = connect({ url: engine.url, database: "system" });
  await system.command({ query: `create database ${database} engine = Atomic` });
  await system.close();
  const client = connect({ url: engine.url, database });
  for (const query of tables) await client.command({ query });
  return {
    async consume(group, rows) {
      const meter = new CpuMeter({ engine: engine.pid, ...(brokerPid === undefined ? {} : { broker: brokerPid }) });
      const beganMs = performance.now();
      await client.command({ query: queueTable(backlog, group) });
      for (const query of views) await client.command({ query });
      await waitFor(
        "the Kafka table engine reads the backlog",
        limitMs,
        async () => ((await numbers(client, "select count() from archive"))[0] ?? 0) >= rows || undefined,
      );
      const run = { seconds: (performance.now() - beganMs) / 1000, cpu: meter.read() };
      for (const name of ["to_archive", "to_chat_event", "to_hourly", "queue"]) await client.command({ query: `drop table ${name} sync` });
      return run;
    },
    async answers() {
      const [archived = 0, distinct = 0, hourlyTotal = 0, chatsStarted = 0] = await numbers(
        client,
        `select (select count() from archive), (select uniqExact(source, id) from archive), (select sum(events) from hourly),
          (select countIf(type = 'chat.started.v1') from chat_event)`,
      );
      return { archived, distinct, hourlyTotal, chatsStarted };
    },
    close: () => client.close(),
  };
}

async function numbers(client: Database, query: string): Promise<readonly number[]> {
  const result = await client.query({ query, format: "JSONCompactEachRow" });
  const [row] = await result.json<string[]>();
  return (row ?? []).map(Number);
}
