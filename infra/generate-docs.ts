import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { eventDocs } from "../packages/events/src/event-docs.ts";
import { configurationDocs } from "../packages/kit/src/configuration-docs.ts";

/** Writes the documents that follow from the code: docs/events and docs/configuration.md. Files of docs/events that nothing generates any more are removed. */
const folder = new URL("../docs/events/", import.meta.url);
const files = eventDocs();

mkdirSync(folder, { recursive: true });
for (const name of readdirSync(folder)) if (!files.has(name)) rmSync(new URL(name, folder));
for (const [name, content] of files) writeFileSync(new URL(name, folder), content);
console.log(`docs/events: ${files.size} files`);

writeFileSync(new URL("../docs/configuration.md", import.meta.url), configurationDocs());
console.log("docs/configuration.md");
