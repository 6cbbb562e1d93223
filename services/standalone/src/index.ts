export { openAccounts, readAccountsFile } from "./accounts.ts";
export { bringUpDatabase } from "./bring-up-database.ts";
export { openDatabase, type OpenDatabase } from "./open-database.ts";
export { openLog, topicSpecs } from "./open-log.ts";
export { addDocs, addIntake, addQuery, createParts, createServer, IngestState, listen, type Parts, startIngest } from "./parts.ts";
export { runSystem, type RunningSystem } from "./run-system.ts";
