import { readFileSync } from "node:fs";
import { connect } from "@stats/facts";
import { eventTypes } from "@stats/events";
import { createLogger } from "@stats/kit";
import { openDatabase } from "@stats/standalone";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PublishedEvent } from "../system/event.ts";
import { startSystem, type TestSystem } from "../system/start-system.ts";
import { createTestAccount, type TestAccount } from "../system/test-account.ts";

/** The fixture of a type with every field that the contract knows. */
function fixture(type: string): PublishedEvent {
  return JSON.parse(readFileSync(new URL(`../../packages/events/fixtures/valid/${type}.rich.json`, import.meta.url), "utf8")) as PublishedEvent;
}

describe("every event type of the contract, published once", () => {
  let system: TestSystem;
  let account: TestAccount;
  let archived: ReadonlyMap<string, string>;

  beforeAll(async () => {
    account = await createTestAccount({ tenant: "acme", accountId: 1001 });
    system = await startSystem([account]);
    await system.publish(account, eventTypes.map(fixture));
    await system.settled();
    const { url, database, close } = await openDatabase(system.config, createLogger("test", "silent"), { share: true });
    const client = connect({ url, database });
    const rows = await (
      await client.query({ query: "select tenant, event from archive final", format: "JSONEachRow" })
    ).json<{ tenant: string; event: string }>();
    archived = new Map(rows.map(({ event }) => [(JSON.parse(event) as PublishedEvent).type, event]));
    expect(rows).toHaveLength(eventTypes.length);
    await client.close();
    await close();
  });
  afterAll(async () => await system?.stop());

  it("knows the contract's families", () => {
    expect(eventTypes.length).toBeGreaterThan(60);
    expect(new Set(eventTypes.map((type) => type.split(".")[0])).size).toBeGreaterThanOrEqual(18);
  });

  it.each(eventTypes)("%s is in the archive as it was", (type) => {
    expect(JSON.parse(archived.get(type) ?? "null")).toEqual(fixture(type));
  });

  it("nothing became a dead letter", async () => {
    expect(await (await fetch(`${system.origin}/status.json`)).json()).toMatchObject({ lag: { total: 0 }, dead_letters: { total: 0 } });
  });
});
