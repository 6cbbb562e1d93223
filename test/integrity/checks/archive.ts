import type { Topic } from "@stats/events";
import { fingerprint } from "../truth.ts";
import { type Checked, rowsOf } from "./check.ts";

type Row = readonly [tenant: string, kind: string, entity: string, partition: number, version: number, source: string, id: string, type: string];

const query = `select tenant, kind, entity, partition, version, JSONExtractString(event, 'source'), JSONExtractString(event, 'id'), JSONExtractString(event, 'type')
  from archive final`;

/** Every good record is in the archive at its position, once and as the event that it is, and nothing else is. */
export async function checkArchive({ database, truth, findings }: Checked): Promise<string> {
  const wanted = new Map([...truth.archived].map(([partition, fingerprints]) => [partition, fingerprints.slice()]));
  for (const { topic, partition, offset } of truth.letters.values()) wanted.get(`${topic}/${partition}`)?.fill(0, offset, offset + 1);
  let rows = 0;
  for await (const [tenant, kind, entity, partition, version, source, id, type] of rowsOf<Row>(database, query)) {
    rows += 1;
    const topic = topicOf(kind);
    const fingerprints = wanted.get(`${topic}/${partition}`);
    if (fingerprints?.[version] === fingerprint(`${tenant}:${kind}:${entity}`, source, id, type)) fingerprints[version] = 0;
    else
      findings.add(
        "archive",
        `${tenant}:${kind}:${entity} has event ${id} (${type}) at ${topic}/${partition}@${version}, where the log has none or another one`,
      );
  }
  for (const [partition, fingerprints] of wanted) {
    fingerprints.forEach((left, offset) => {
      if (left !== 0) findings.add("archive", `the event at ${partition}@${offset} is missing`);
    });
  }
  return `${rows} events in the archive`;
}

/** By the contract's table, whose topics are named for what they hold. */
function topicOf(kind: string): Topic {
  if (kind === "chat") return "chat-events";
  if (kind === "call") return "call-leg-events";
  if (kind === "user") return "acd-status-events";
  if (kind === "charge") return "billing-events";
  if (kind === "api_request") return "api-request-events";
  return ["session", "goal", "offline_message", "visitor", "contact"].includes(kind) ? "visitor-session-events" : "directory-events";
}
