import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { sep } from "node:path";

/** The rooms whose code decides which rows the events give, and what the tables look like. */
const rooms = ["@stats/events", "@stats/entities", "@stats/facts"];

/**
 * Tells one program from another by the text of the code that makes rows. A rebuild that one program began must not be finished by one that folds otherwise:
 * half of the rows would be the old ones.
 */
export function programDigest(): string {
  const digest = createHash("sha256");
  for (const room of rooms) {
    const folder = new URL("../", import.meta.resolve(room));
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => /\.(ts|sql)$/.test(file) && !isTest(file));
    for (const file of files.toSorted()) digest.update(file).update(readFileSync(new URL(file, folder)));
  }
  return digest.digest("hex");
}

const isTest = (file: string) => file.endsWith(".test.ts") || file.split(sep).some((part) => part === "testing" || part === "node_modules");
