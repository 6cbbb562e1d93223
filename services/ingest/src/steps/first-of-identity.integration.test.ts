import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, prepareStatusIdentities, send } from "@stats/facts";
import { accepted, status } from "../testing/events.ts";
import { type ScratchEngine, scratchEngine } from "../testing/scratch-system.ts";
import { FirstOfIdentity } from "./first-of-identity.ts";

let engine: ScratchEngine;
let database: Database;
beforeAll(async () => {
  engine = await scratchEngine();
  database = await engine.database();
});
afterAll(() => engine.dispose());

const at = (id: string, offset: number, userId = 501) => accepted(status(userId, "READY", { id }), offset);
const versions = (records: readonly { readonly version: number }[]) => records.map(({ version }) => version);

describe("FirstOfIdentity", () => {
  it("keeps the first of an identity within a batch, and an identity is one of a user, not of all", async () => {
    const { first, duplicates } = await new FirstOfIdentity().select(database, [at("a", 1), at("a", 2), at("b", 3), at("a", 4, 502)]);
    expect([versions(first), duplicates]).toEqual([[1, 3, 4], 1]);
  });

  it("knows the batch that is still being written, and the one being prepared", async () => {
    const identities = new FirstOfIdentity();
    identities.nextBatch();
    await identities.select(database, [at("c", 1)]);
    identities.nextBatch();
    const { first, duplicates } = await identities.select(database, [at("c", 5), at("d", 6)]);
    expect([versions(first), duplicates]).toEqual([[6], 1]);
    const again = await identities.select(database, [at("d", 6)]);
    expect(versions(again.first)).toEqual([6]);
  });

  it("knows what is written: seen again at its own place it is the first, elsewhere a duplicate", async () => {
    const { identities } = await new FirstOfIdentity().select(database, [at("e", 7)]);
    const insert = prepareStatusIdentities(identities);
    if (insert === undefined) throw new Error("one identity makes an insert");
    await send(database, insert);
    const later = new FirstOfIdentity();
    const { first, duplicates } = await later.select(database, [at("e", 7), at("e", 9)]);
    expect([versions(first), duplicates]).toEqual([[7], 1]);
  });

  it("forgets what it learnt when the partitions are assigned anew", async () => {
    const identities = new FirstOfIdentity();
    await identities.select(database, [at("f", 1)]);
    identities.clear();
    expect(versions((await identities.select(database, [at("f", 5)])).first)).toEqual([5]);
  });

  it("does not take (ab, c) for (a, bc)", async () => {
    const { first } = await new FirstOfIdentity().select(database, [
      accepted(status(501, "READY", { source: "/ab", id: "c" }), 1),
      accepted(status(501, "READY", { source: "/a", id: "bc" }), 2),
    ]);
    expect(versions(first)).toEqual([1, 2]);
  });
});
