import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { deadLetterTopic } from "@stats/events";
import { countDeadLetters, type Database, listDeadLetters } from "@stats/facts";
import type { AppendRecord, Log } from "@stats/log";
import type { RejectedRecord } from "../batch.ts";
import { logged } from "../testing/events.ts";
import { recordsOf, type ScratchEngine, scratchEngine, scratchLog } from "../testing/scratch-system.ts";
import { registerDeadLetters } from "./dead-letter-register.ts";

let engine: ScratchEngine;
let database: Database;
let scratch: Awaited<ReturnType<typeof scratchLog>>;
beforeAll(async () => {
  engine = await scratchEngine();
});
beforeEach(async () => {
  database = await engine.database();
  scratch = await scratchLog();
  return () => scratch.dispose();
});
afterAll(() => engine.dispose());

const rejected = (offset: number, value = `bad ${offset}`): RejectedRecord => ({
  record: logged({ topic: "chat-events", key: "k", headers: { trace: Buffer.from([0, 255]) }, value }, offset, 2),
  version: offset,
  reason: "invalid_json",
  detail: `not JSON at ${offset}`,
});

class Crash extends Error {}

/** The real log, but the process "dies" before or after the append of dead letters. */
const dying = (log: Log, when: "before" | "after"): Log => ({
  ...log,
  async append(records: readonly AppendRecord[]) {
    if (when === "after") await log.append(records);
    throw new Crash();
  },
});

const register = (letters: readonly RejectedRecord[], log: Log = scratch.log) => registerDeadLetters({ database, log, epoch: 0 }, letters);
const published = async () => (await recordsOf(scratch.log, deadLetterTopic)).map(({ headers }) => Number(headers["dlq-offset"]));
const revisions = async () => (await listDeadLetters(database, { limit: 100, offset: 0 })).map(({ version, revision }) => [version, revision]);

describe("the register of dead letters", () => {
  it("notes each letter with reason, detail and raw bytes, and publishes it under the contract's headers", async () => {
    await register([rejected(5)]);
    expect(await listDeadLetters(database, { limit: 10, offset: 0 })).toMatchObject([
      {
        topic: "chat-events",
        partition: 2,
        version: 5,
        revision: 1,
        reason: "invalid_json",
        detail: "not JSON at 5",
        key: Buffer.from("k").toString("base64"),
        value: Buffer.from("bad 5").toString("base64"),
        headers: { trace: "AP8=" },
        replayedAtMs: 0,
      },
    ]);
    const [letter] = await recordsOf(scratch.log, deadLetterTopic);
    expect([letter?.key?.toString(), letter?.value?.toString(), letter?.headers["trace"]]).toEqual(["k", "bad 5", Buffer.from([0, 255])]);
    const texts = Object.fromEntries(Object.entries(letter?.headers ?? {}).map(([name, content]) => [name, content.toString()]));
    expect(texts).toMatchObject({
      "dlq-reason": "invalid_json",
      "dlq-detail": "not JSON at 5",
      "dlq-topic": "chat-events",
      "dlq-partition": "2",
      "dlq-offset": "5",
    });
  });

  it("takes the same position once, however often it comes", async () => {
    await register([rejected(1), rejected(2)]);
    await register([rejected(2), rejected(3)]);
    await register([rejected(1), rejected(2), rejected(3)]);
    expect(await published()).toEqual([1, 2, 3]);
    expect(await countDeadLetters(database)).toEqual({ invalid_json: 3 });
  });

  it("publishes after a crash between noting and publishing", async () => {
    await expect(register([rejected(1), rejected(2)], dying(scratch.log, "before"))).rejects.toThrow(Crash);
    expect(await revisions()).toEqual([
      [1, 0],
      [2, 0],
    ]);
    await register([rejected(1), rejected(2)]);
    expect(await published()).toEqual([1, 2]);
    expect(await revisions()).toEqual([
      [1, 1],
      [2, 1],
    ]);
  });

  it("does not publish again after a crash between publishing and marking, not even after two of them", async () => {
    await register([rejected(9)]);
    await expect(register([rejected(1), rejected(2)], dying(scratch.log, "after"))).rejects.toThrow(Crash);
    await expect(register([rejected(1), rejected(2), rejected(3)], dying(scratch.log, "after"))).rejects.toThrow(Crash);
    await expect(register([rejected(1), rejected(2), rejected(3)], dying(scratch.log, "before"))).rejects.toThrow(Crash);
    await register([rejected(1), rejected(2), rejected(3)]);
    expect((await published()).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 9]);
    expect(await revisions()).toEqual([
      [1, 1],
      [2, 1],
      [3, 1],
      [9, 1],
    ]);
  });
});
