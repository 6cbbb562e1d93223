import { Command } from "commander";
import { migrate } from "@stats/facts";
import { openContext, withDatabase } from "../context.ts";

export const migrateCommand = new Command("migrate").description("create the database and every table and view that is missing").action(async () => {
  const context = openContext("migrate");
  const files = await withDatabase(context, async ({ url, database }) => await migrate({ url, database }));
  process.stdout.write(`${files.map((file) => `applied ${file}`).join("\n")}\n`);
});
