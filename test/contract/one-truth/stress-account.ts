import { hashPassword } from "@stats/query";
import { allFamilies, generateLog } from "@stats/simulator";
import { createOracle, type Oracle } from "../../oracle/index.ts";
import type { PublishedEvent } from "../../system/event.ts";
import { startSystem, type TestSystem } from "../../system/start-system.ts";
import { createTestAccount, type TestAccount } from "../../system/test-account.ts";

export const tenant = "acme";
const timezone = "Europe/Warsaw";
/** Summer time begins in the middle of it. */
export const wholeTime = { from: "2025-03-15", till: "2025-04-30" } as const;

export interface StressAccount {
  readonly system: TestSystem;
  readonly account: TestAccount;
  /** The same events, evaluated by other code. */
  readonly oracle: Oracle;
}

/** One account with users of three dialects, and an adversarial log of every family of events, published over HTTP and visible in the reports. */
export async function startStressAccount(seed: number, events: number): Promise<StressAccount> {
  const plain = await createTestAccount({ tenant, accountId: 1001, timezone });
  const user = { login: plain.thulium.login, password: await hashPassword(plain.thulium.password), role: "admin" };
  const account = { ...plain, entry: { ...plain.entry, livetex: { users: [user] } } };
  const system = await startSystem([account]);
  const log = [
    ...generateLog({ seed, events, tenants: [{ tenant }], families: allFamilies, faults: { bad: 0, misplaced: 0 }, startMs: Date.UTC(2025, 2, 25) }),
  ];
  const told = log.map((record) => eventOf(record.headers ?? {}, String(record.value)));
  for (let from = 0; from < told.length; from += 2000) await system.publish(account, told.slice(from, from + 2000));
  await system.settled();
  const oracle = createOracle({ timezones: { [tenant]: timezone } });
  oracle.ingest(
    log.map(({ topic, key }, offset) => ({
      topic,
      partition: 0,
      offset,
      key: Buffer.from(String(key)),
      headers: {},
      value: Buffer.from(JSON.stringify(told[offset])),
    })),
  );
  return { system, account, oracle };
}

/** The event of a record in either content mode, as a publisher over HTTP writes it. */
function eventOf(headers: Readonly<Record<string, string | Buffer>>, value: string): PublishedEvent {
  const parsed = JSON.parse(value) as PublishedEvent["data"];
  const attributes = Object.entries(headers).filter(([name]) => name.startsWith("ce_"));
  if (attributes.length === 0) return parsed as unknown as PublishedEvent;
  return { ...Object.fromEntries(attributes.map(([name, text]) => [name.slice("ce_".length), String(text)])), data: parsed } as unknown as PublishedEvent;
}
