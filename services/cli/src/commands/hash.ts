import { text } from "node:stream/consumers";
import { Command } from "commander";
import { hashPassword } from "@stats/query";
import { UsageError } from "../usage-error.ts";

export const hashCommand = new Command("hash")
  .description("hash a password for the accounts file: one line in on standard input, one line out")
  .action(async () => {
    const [line = "", ...rest] = (await text(process.stdin)).split(/\r?\n/);
    if (rest.some((other) => other !== "")) throw new UsageError("hash takes one line: the password");
    if (line === "") throw new UsageError("hash reads the password from standard input: one line that is not empty");
    process.stdout.write(`${await hashPassword(line)}\n`);
  });
