import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeLogContract } from "../contract.ts";
import { openSqliteLog } from "./open-sqlite-log.ts";

describeLogContract("SQLite", () => {
  const directory = mkdtempSync(join(tmpdir(), "stats-log-"));
  return {
    open: () => openSqliteLog({ file: join(directory, "log.sqlite"), pollIntervalMs: 20 }),
    remove: async () => rmSync(directory, { recursive: true }),
  };
});
