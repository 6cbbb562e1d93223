/** The topics of the contract, without the configurable prefix. */
export const topics = [
  "chat-events",
  "call-leg-events",
  "acd-status-events",
  "visitor-session-events",
  "directory-events",
  "billing-events",
  "api-request-events",
] as const;

export type Topic = (typeof topics)[number];

/** Where rejected records go, with their reason and position. */
export const deadLetterTopic = "dead-letter-events";

/** Partitions of a topic that is created here; an existing topic keeps its own fixed number. */
export const partitionsDefault = 12;
export const deadLetterPartitions = 1;
