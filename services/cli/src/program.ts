import { Command } from "commander";
import { checkConfigCommand } from "./commands/check-config.ts";
import { deadLettersCommand } from "./commands/dead-letters.ts";
import { engineCommand } from "./commands/engine.ts";
import { explainCommand } from "./commands/explain.ts";
import { hashCommand } from "./commands/hash.ts";
import { ingestCommand, intakeCommand, queryCommand } from "./commands/services.ts";
import { migrateCommand } from "./commands/migrate.ts";
import { newEpochCommand } from "./commands/new-epoch.ts";
import { rebuildCommand } from "./commands/rebuild.ts";
import { replayCommand } from "./commands/replay.ts";
import { simulateCommand } from "./commands/simulate.ts";
import { startCommand } from "./commands/start.ts";
import { verifyCommand } from "./commands/verify.ts";

/** All commands of `npm run stats`. */
export function createProgram(): Command {
  const program = new Command("stats")
    .description("Contact-center statistics from an event log. Configuration: environment variables STATS_*, see the README.")
    .showHelpAfterError()
    .configureHelp({ sortSubcommands: true });
  for (const command of [
    startCommand,
    intakeCommand,
    ingestCommand,
    queryCommand,
    engineCommand,
    hashCommand,
    checkConfigCommand,
    migrateCommand,
    simulateCommand,
    deadLettersCommand,
    rebuildCommand,
    replayCommand,
    verifyCommand,
    explainCommand,
    newEpochCommand,
  ]) {
    program.addCommand(command);
  }
  return program;
}
