import type { TenantReader } from "@stats/facts";
import { z } from "zod";
import { defineQuestion } from "../question.ts";
import { flag, instant, integer } from "../values.ts";

const presences = ["online", "busy", "offline"] as const;
export type Presence = (typeof presences)[number];

const params = z.object({
  /** No change after this second counts. */
  now: instant,
  of: z.enum(["newest", "all"]),
});

const row = z.object({
  user_id: integer,
  /** Of the newest change, also where that lies ahead. Who had no status yet is offline. */
  state: z.enum(presences),
  is_ahead: flag,
});

/** The presence of everybody who ever had a status, in no order. */
export const lastStatus = defineQuestion({ name: "last-status", at: import.meta.url, params, row });

/** Everybody who ever had a status, a later one than `now` too, and his presence at `now`. Rejects with `QuestionUnanswered`. */
export async function askPresences(reader: TenantReader, now: number): Promise<ReadonlyMap<number, Presence>> {
  const newest = await lastStatus.ask(reader, { now, of: "newest" });
  const rows = newest.some(({ is_ahead }) => is_ahead) ? await lastStatus.ask(reader, { now, of: "all" }) : newest;
  return new Map(rows.map(({ user_id, state }) => [user_id, state]));
}
