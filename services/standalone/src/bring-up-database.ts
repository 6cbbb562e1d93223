import { bringUp } from "@stats/ingest";
import { type Logger, systemClock } from "@stats/kit";
import type { OpenDatabase } from "./open-database.ts";

const toldEveryMs = 5000;

/** Brings the database to this version's schema before a worker starts. Tables that an older version sorted otherwise are made anew, which may take long: it is told in the log. */
export async function bringUpDatabase({ url, database }: Pick<OpenDatabase, "url" | "database">, logger: Logger): Promise<void> {
  let toldMs = 0;
  await bringUp({
    at: { url, database },
    clock: systemClock,
    onNote: (note) => logger.warn(note),
    onProgress: ({ tables, entities, entitiesTotal }) => {
      if (systemClock() - toldMs < toldEveryMs) return;
      toldMs = systemClock();
      logger.info({ tables, entities, entitiesTotal }, "tables are being made anew from the archive");
    },
  });
}
