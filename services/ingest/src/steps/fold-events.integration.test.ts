import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, prepareArchive, send } from "@stats/facts";
import type { AcceptedRecord } from "../batch.ts";
import { EntityCache } from "../entity-cache.ts";
import { accepted, chat, record } from "../testing/events.ts";
import { type ScratchEngine, scratchEngine } from "../testing/scratch-system.ts";
import { FactCollector } from "./fact-collector.ts";
import { foldEvents } from "./fold-events.ts";

let engine: ScratchEngine;
let database: Database;
beforeAll(async () => {
  engine = await scratchEngine();
  database = await engine.database();
});
afterAll(() => engine.dispose());

async function archive(records: readonly AcceptedRecord[]): Promise<void> {
  const insert = prepareArchive(
    records.map(({ record: { partition, timestampMs }, event, json, version }) => ({
      tenant: event.tenant,
      kind: event.kind,
      entity: event.entityId,
      partition,
      version,
      recordedAtMs: timestampMs,
      event: json,
    })),
  );
  if (insert !== undefined) await send(database, insert);
}

/** A chat's four events at offsets of its own. */
const story = (chatId: number) => chat(chatId).map((event, index) => accepted(event, index * 10, 1));
const part = (records: readonly AcceptedRecord[], from: number, to: number) => records.slice(from, to);

async function fold(records: readonly AcceptedRecord[], cache = new EntityCache(1 << 20), settled = () => Promise.resolve()) {
  const facts = new FactCollector();
  const folded = await foldEvents({ database, cache, settled }, records, facts);
  return { ...folded, rows: facts.rows.chat, messages: facts.rows.chat_message.map(({ version }) => version), cache };
}

describe("folding a batch", () => {
  it("makes the rows of entities that are new, with the version of their last event", async () => {
    const { rows, archived, outcomes } = await fold([...story(1), ...story(2)]);
    expect(rows).toMatchObject([{ chat_id: 1, version: 30, answered: 1, closed: 1, wait: 30, talk: 60, partition: 1 }, { chat_id: 2 }]);
    expect(archived).toHaveLength(8);
    expect(outcomes).toEqual({ folded: 8 });
  });

  it("makes a message's row for its event alone: again when it comes again, but not for an identity that any earlier event of the chat had", async () => {
    const said = (id: string, messageId: string, offset: number) =>
      accepted(record("chat.message_sent.v1", { chat_id: 61, message_id: messageId, author: "visitor", text: messageId }, { id }), offset, 1);
    const started = accepted(record("chat.started.v1", { chat_id: 61, initiator: "visitor" }, { id: "x" }), 0, 1);
    const tagged = accepted(record("chat.tagged.v1", { chat_id: 61, tag_id: 4 }, { id: "y" }), 4, 1);
    const events = [started, said("a", "1", 1), said("x", "2", 2), said("a", "3", 3), tagged, said("y", "4", 5), said("b", "5", 6)];
    expect((await fold(events)).messages).toEqual([1, 6]);
    await archive(events);
    // delivered again: to a worker without a past, and one by one
    expect((await fold(events)).messages).toEqual([1, 6]);
    const cache = new EntityCache(1 << 20);
    const one = async (from: number) => (await fold(part(events, from, from + 1), cache)).messages;
    expect([await one(5), await one(2), await one(6), await one(1)]).toEqual([[], [], [6], [1]]);
  });

  it("goes on from the cache, without a look into the archive", async () => {
    const events = story(3);
    const { cache } = await fold(part(events, 0, 2));
    cache.nextBatch();
    const { rows } = await fold(part(events, 2, 4), cache);
    expect(rows).toMatchObject([{ chat_id: 3, answered: 1, wait: 30 }]);
  });

  it("reads an entity it does not hold from the archive", async () => {
    const events = story(4);
    await archive(part(events, 0, 3));
    const { rows, outcomes } = await fold(part(events, 3, 4));
    expect(rows).toMatchObject([{ chat_id: 4, answered: 1, closed: 1, talk: 60 }]);
    expect(outcomes).toEqual({ folded: 1 });
  });

  it("asserts the rows again when a batch comes again, and its events go to the archive again", async () => {
    const events = story(5);
    await archive(events);
    const { rows, archived, outcomes } = await fold(events);
    expect(rows).toMatchObject([{ chat_id: 5, version: 30, closed: 1 }]);
    expect(archived).toHaveLength(4);
    expect(outcomes).toEqual({ known: 4 });
  });

  it("folds again from the union when an event turns out to have been missed, once what is in flight is written", async () => {
    const events = story(6);
    const { cache } = await fold([...part(events, 0, 2), ...part(events, 3, 4)]);
    let settled = 0;
    // The batch before this one becomes visible only now.
    const settle = async () => {
      settled += 1;
      await archive([...part(events, 0, 2), ...part(events, 3, 4)]);
    };
    const { rows, archived, outcomes } = await fold(part(events, 2, 3), cache, settle);
    expect(settled).toBe(1);
    expect(rows).toMatchObject([{ chat_id: 6, version: 30, answered: 1, wait: 30, talk: 60 }]);
    expect([archived.length, outcomes]).toEqual([1, { refolded: 1 }]);
  });

  it("ignores the second of an identity, whatever it says, but archives it", async () => {
    const [started] = chat(7);
    if (started === undefined) throw new Error("a chat has a start");
    const other = { ...started, value: String(started.value).replace("visitor", "operator") };
    const { rows, archived, outcomes } = await fold([accepted(started, 0), accepted(other, 1)]);
    expect(rows).toMatchObject([{ chat_id: 7, initiator: "visitor", version: 0 }]);
    expect([archived.length, outcomes]).toEqual([2, { folded: 1, duplicate: 1 }]);
  });

  it("rejects an event on another partition than the entity's, in the fold and in the fold again", async () => {
    const events = story(8);
    const stray = accepted(record("chat.rated.v1", { chat_id: 8, score: 5 }), 99, 2);
    const direct = await fold([...events, stray]);
    expect(direct.rejected).toMatchObject([
      { reason: "partition_mismatch", version: 99, detail: expect.stringMatching(/acme:chat:8 came on partition 2.*on partition 1/) },
    ]);
    expect(direct.rows).toMatchObject([{ score: 0, version: 30 }]);

    await archive([...part(events, 0, 1), ...part(events, 2, 4)]);
    const again = await fold([...part(events, 1, 2), stray], direct.cache);
    expect(again.rejected).toMatchObject([{ reason: "partition_mismatch" }]);
    expect(again.archived).toHaveLength(1);
  });
});
