import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, prepareArchive, send } from "@stats/facts";
import { accepted, status } from "../testing/events.ts";
import { type ScratchEngine, scratchEngine } from "../testing/scratch-system.ts";
import { Homes } from "./keep-home.ts";

let engine: ScratchEngine;
let database: Database;
beforeAll(async () => {
  engine = await scratchEngine();
  database = await engine.database();
});
afterAll(() => engine.dispose());

const at = (partition: number, offset: number, userId = 501) => accepted(status(userId, "READY"), offset, partition);

describe("Homes", () => {
  it("takes the first partition that it sees for the home, and rejects events elsewhere, loudly", async () => {
    const homes = new Homes();
    const { home, rejected } = await homes.check(database, [at(2, 1), at(2, 5), at(0, 1)]);
    expect(home).toHaveLength(2);
    expect(rejected).toMatchObject([
      { reason: "partition_mismatch", detail: expect.stringMatching(/acme:user:501 came on partition 0, but its events are on partition 2/) },
    ]);
    expect((await homes.check(database, [at(1, 9)])).rejected).toHaveLength(1);
  });

  it("knows the home of an entity from the archive", async () => {
    const { record, event, json, version } = at(3, 1, 777);
    const insert = prepareArchive([
      { tenant: event.tenant, kind: event.kind, entity: event.entityId, partition: record.partition, version, recordedAtMs: record.timestampMs, event: json },
    ]);
    if (insert === undefined) throw new Error("one event makes an insert");
    await send(database, insert);
    expect(await new Homes().check(database, [at(3, 2, 777)])).toMatchObject({ home: [{}], rejected: [] });
    expect(await new Homes().check(database, [at(1, 2, 777)])).toMatchObject({ home: [], rejected: [{}] });
  });

  it("keeps entities of the same id but another account or kind apart", async () => {
    const homes = new Homes();
    await homes.check(database, [at(0, 1, 5)]);
    const { rejected } = await homes.check(database, [accepted(status(5, "READY", { tenant: "other" }), 1, 1)]);
    expect(rejected).toEqual([]);
  });
});
