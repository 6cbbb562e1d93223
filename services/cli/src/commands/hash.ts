import { createInterface } from "node:readline";
import { Command } from "commander";
import { hashPassword } from "@stats/query";

export const hashCommand = new Command("hash")
  .description("hash a password for the accounts file: one line in on standard input, one line out")
  .action(async () => {
    const lines = createInterface({ input: process.stdin });
    let count = 0;
    for await (const line of lines) {
      if (count > 0) throw new Error("hash takes one line: the password");
      count += 1;
      if (line === "") throw new Error("the password is empty");
      process.stdout.write(`${await hashPassword(line)}\n`);
    }
    if (count === 0) throw new Error("hash reads the password from standard input, and there was none");
  });
