import { Command } from "commander";
import { verify, verifyDerived, verifyRollups } from "@stats/ingest";
import { systemClock } from "@stats/kit";
import { openContext, progress, withDatabase } from "../context.ts";

const shownMax = 50;

export const verifyCommand = new Command("verify")
  .description(
    "fold the archive again and compare with the facts, then the facts with what views keep of them and with the roll-ups; exits with 1 when anything differs",
  )
  .action(async () => {
    const context = openContext("verify");
    await withDatabase(context, async ({ client: database }) => {
      const facts = await verify({ database, onProgress: (done, total) => progress(`${done} of ${total} entities compared`) });
      process.stdout.write(`\n${facts.compared} entities with ${facts.rows} rows were compared: ${facts.differing} differ\n`);
      for (const { entity, table, expected, stored } of facts.differences.slice(0, shownMax)) {
        process.stdout.write(`${entity} in ${table}\n  events give  ${expected.join(" ") || "nothing"}\n  stored       ${stored.join(" ") || "nothing"}\n`);
      }
      if (facts.differing > shownMax) process.stdout.write(`and ${facts.differing - shownMax} more\n`);

      const ofDerived = (done: number, total: number) => progress(`${done} of ${total} accounts' sales and operators compared`);
      const derived = await verifyDerived({ database, onProgress: ofDerived });
      process.stdout.write(`${derived.compared} rows of sales and of operators' months were made again: ${derived.wrong.length} differ\n`);
      for (const { tenant, table, key } of derived.wrong.slice(0, shownMax)) process.stdout.write(`${tenant} in ${table}: ${key}\n`);
      if (derived.wrong.length > shownMax) process.stdout.write(`and ${derived.wrong.length - shownMax} more\n`);

      const onProgress = (done: number, total: number) => progress(`${done} of ${total} months of roll-ups compared`);
      const { compared, wrong } = await verifyRollups({ database, clock: systemClock, onProgress });
      process.stdout.write(`${compared} buckets of roll-ups were computed again: ${wrong.length} rows differ\n`);
      for (const { tenant, figure, grain, zone, bucket, cut } of wrong.slice(0, shownMax)) {
        const at = new Date(bucket * 1000).toISOString().slice(0, grain === "day" ? 10 : 13);
        process.stdout.write(`${tenant}: ${figure} by ${cut}, ${grain} ${at}${zone === "" ? " (UTC)" : ` (${zone})`}\n`);
      }
      if (wrong.length > shownMax) process.stdout.write(`and ${wrong.length - shownMax} more\n`);
      if (facts.differing + derived.wrong.length + wrong.length > 0) process.exitCode = 1;
    });
  });
