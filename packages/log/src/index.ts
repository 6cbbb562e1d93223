export { type LogSink, silentSink } from "./log-sink.ts";
export { type KafkaLogOptions, openKafkaLog } from "./kafka/open-kafka-log.ts";
export { partitionForKey } from "./partition-for-key.ts";
export * from "./port.ts";
export { openSqliteLog, type SqliteLogOptions } from "./sqlite/open-sqlite-log.ts";
