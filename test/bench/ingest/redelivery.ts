import type { EngineHandle } from "@stats/embedded-clickhouse";
import { connect } from "@stats/facts";
import type { Table } from "../benchmark.ts";
import { round } from "../harness/round.ts";
import type { Backlog } from "./backlog.ts";
import type { Peer } from "./peer.ts";
import { runWorker } from "./run-worker.ts";

interface Place {
  readonly backlog: Backlog;
  readonly engine: EngineHandle;
  readonly brokerPid: number | undefined;
  readonly progress: (text: string) => void;
}

interface Answers {
  readonly events: number;
  readonly chats: number;
  readonly answered: number;
  readonly waitSum: number;
}

/**
 * Has both sides read the whole backlog once more, with positions forgotten, and compares what they answer before and after. For the peer that is a group
 * without offsets, as after an offset reset; it also happens in part whenever it dies between an insert and its commit.
 */
export async function compareUnderRedelivery(
  { backlog, engine, brokerPid, progress }: Place,
  peer: Peer,
  { database, rounds }: { database: string; rounds: number },
): Promise<{ readonly table: Table; readonly notes: readonly string[] }> {
  const before = await answersOf(engine, database);
  await forgetPositions(engine, database);
  const again = await runWorker(backlog, { engine, brokerPid, database, group: `bench-${process.pid}-again` });
  const after = await answersOf(engine, database);
  progress(`the worker read the backlog once more in ${round(again.seconds, 1)} s`);
  // The peer's rounds were deliveries of the same messages already: its tables were never emptied.
  const theirs = await peer.answers();
  const deliveries = `after ${rounds} deliveries`;
  if (rounds === 1) await peer.consume(`bench-${process.pid}-peer-again`, 2 * backlog.events);
  const theirsAfter = rounds === 1 ? await peer.answers() : theirs;
  const row = (name: string, truth: number, value: number) => [name, truth, value, value === truth ? "right" : `wrong, ${round(value / truth, 2)} x`];
  return {
    table: {
      title: `Redelivery: the worker's log read twice, the peer's ${rounds === 1 ? "twice" : `${rounds} times`}`,
      columns: ["figure", "delivered once", "delivered again", ""],
      rows: [
        row("worker: chats", before.chats, after.chats),
        row("worker: answered chats", before.answered, after.answered),
        row("worker: sum of waits, s", before.waitSum, after.waitSum),
        row("worker: events in the archive", before.events, after.events),
        row("peer: events in the archive", theirsAfter.distinct, theirsAfter.archived),
        row("peer: hourly counts, total", theirsAfter.distinct, theirsAfter.hourlyTotal),
        row("peer: chats started", before.chats, theirsAfter.chatsStarted),
      ],
    },
    notes: [
      `Redelivered, the worker took ${round(backlog.events / again.seconds)} events/s: it reads every entity back from the archive and asserts its rows again. The peer's tables are shown ${rounds === 1 ? "after 2 deliveries" : deliveries}.`,
      "The peer has other faults that are not counted here: a view that throws leaves the tables of one block apart; a row per event is no chat, so waits and answers need a join at every question; late and corrected events change nothing that was counted.",
    ],
  };
}

async function answersOf(engine: EngineHandle, database: string): Promise<Answers> {
  const client = connect({ url: engine.url, database });
  try {
    const query = `select (select count() from archive final), count(), countIf(answered), sum(wait) from chat final where deleted = 0`;
    const [row = []] = await (await client.query({ query, format: "JSONCompactEachRow" })).json<string[]>();
    const [events = 0, chats = 0, answered = 0, waitSum = 0] = row.map(Number);
    return { events, chats, answered, waitSum };
  } finally {
    await client.close();
  }
}

async function forgetPositions(engine: EngineHandle, database: string): Promise<void> {
  const client = connect({ url: engine.url, database });
  try {
    await client.command({ query: "truncate table position" });
  } finally {
    await client.close();
  }
}
