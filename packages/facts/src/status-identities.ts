import type { ClickHouseClient } from "@clickhouse/client";
import { prepareRows, type PreparedInsert } from "./write.ts";

/** A distinct event (source, id) of an operator, where the log first has it. `identity` is a UUID text made of a 128-bit digest. */
export interface StatusIdentity {
  readonly tenant: string;
  readonly userId: string;
  readonly identity: string;
  readonly partition: number;
  readonly version: number;
}

/** @param table status_identity, or one that is to take its place */
export function prepareStatusIdentities(rows: readonly StatusIdentity[], table = "status_identity"): PreparedInsert | undefined {
  return prepareRows(
    table,
    ["tenant", "user_id", "identity", "partition", "version"],
    rows.map((row) => [row.tenant, row.userId, row.identity, row.partition, row.version]),
  );
}

/** Of the asked identities those that are known, each with the lowest version it was written with. */
export async function readStatusIdentities(
  client: ClickHouseClient,
  asked: readonly Pick<StatusIdentity, "tenant" | "userId" | "identity">[],
): Promise<readonly Omit<StatusIdentity, "partition">[]> {
  if (asked.length === 0) return [];
  const result = await client.query({
    query: `select tenant, user_id, identity, min(version) from status_identity
      where (tenant, user_id, identity) in (arrayZip({tenants:Array(String)}, {users:Array(UInt64)}, {identities:Array(UUID)}))
      group by tenant, user_id, identity`,
    query_params: { tenants: asked.map((row) => row.tenant), users: asked.map((row) => Number(row.userId)), identities: asked.map((row) => row.identity) },
    use_multipart_params: true,
    format: "JSONCompactEachRow",
  });
  const rows = await result.json<[string, string, string, string]>();
  return rows.map(([tenant, userId, identity, version]) => ({ tenant, userId, identity, version: Number(version) }));
}
