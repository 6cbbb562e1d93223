import type { ClickHouseClient } from "@clickhouse/client";
import { prepareRows, send } from "./write.ts";

/** IANA zones by tenant, as the process that knows the accounts has stored them. */
export type AccountZones = ReadonlyMap<string, string>;

export async function readAccountZones(client: ClickHouseClient): Promise<AccountZones> {
  const result = await client.query({ query: "select tenant, zone from account_zone final", format: "JSONCompactEachRow" });
  return new Map(await result.json<[string, string]>());
}

/** Stores the zones that are new or changed; without them there are no roll-ups per day. */
export async function storeAccountZones(client: ClickHouseClient, zones: AccountZones, nowMs: number): Promise<void> {
  const known = await readAccountZones(client);
  const changed = [...zones].filter(([tenant, zone]) => known.get(tenant) !== zone);
  const insert = prepareRows(
    "account_zone",
    ["tenant", "zone", "written_at"],
    changed.map(([tenant, zone]) => [tenant, zone, nowMs]),
  );
  if (insert !== undefined) await send(client, insert);
}
