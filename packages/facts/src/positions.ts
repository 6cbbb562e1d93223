import type { ClickHouseClient } from "@clickhouse/client";
import { prepareRows, type PreparedInsert } from "./write.ts";

/** Up to where a partition's records are in the archive and the facts, or in the dead letters. */
export interface StoredPosition {
  readonly topic: string;
  readonly partition: number;
  readonly nextVersion: number;
  /** Digest of the record below `nextVersion`. */
  readonly lastDigest: string;
}

export function preparePositions(positions: readonly StoredPosition[], nowMs: number): PreparedInsert | undefined {
  return prepareRows(
    "position",
    ["topic", "partition", "next_version", "last_digest", "written_at"],
    positions.map((position) => [position.topic, position.partition, position.nextVersion, position.lastDigest, nowMs]),
  );
}

export async function readPositions(client: ClickHouseClient): Promise<readonly StoredPosition[]> {
  const result = await client.query({ query: "select topic, partition, next_version, last_digest from position final", format: "JSONCompactEachRow" });
  const rows = await result.json<[string, number, string, string]>();
  return rows.map(([topic, partition, nextVersion, lastDigest]) => ({ topic, partition, nextVersion: Number(nextVersion), lastDigest }));
}

/** The current life of the log's topics: 0 until one was declared. */
export async function readEpoch(client: ClickHouseClient): Promise<number> {
  const result = await client.query({ query: "select max(epoch) from epoch", format: "JSONCompactEachRow" });
  const [row] = await result.json<[number]>();
  return row?.[0] ?? 0;
}

export function prepareEpoch(epoch: number, declaredBy: string, nowMs: number): PreparedInsert {
  const insert = prepareRows("epoch", ["epoch", "declared_by", "declared_at"], [[epoch, declaredBy, nowMs]]);
  if (insert === undefined) throw new Error("one row makes an insert");
  return insert;
}
