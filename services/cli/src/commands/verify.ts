import { Command } from "commander";
import { verify } from "@stats/ingest";
import { openContext, progress, withDatabase } from "../context.ts";

const shownMax = 50;

export const verifyCommand = new Command("verify")
  .description("fold the archive again and compare with the facts, entity by entity; exits with 1 when any differ")
  .action(async () => {
    const context = openContext("verify");
    const { compared, rows, differing, differences } = await withDatabase(
      context,
      async ({ client }) => await verify({ database: client, onProgress: (done, total) => progress(`${done} of ${total} entities compared`) }),
    );
    process.stdout.write(`\n${compared} entities with ${rows} rows were compared: ${differing} differ\n`);
    for (const { entity, table, expected, stored } of differences.slice(0, shownMax)) {
      process.stdout.write(`${entity} in ${table}\n  events give  ${expected.join(" ") || "nothing"}\n  stored       ${stored.join(" ") || "nothing"}\n`);
    }
    if (differing > shownMax) process.stdout.write(`and ${differing - shownMax} more\n`);
    if (differing > 0) process.exitCode = 1;
  });
