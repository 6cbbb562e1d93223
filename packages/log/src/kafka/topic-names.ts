/** Adds the installation's prefix on the way to the broker and removes it on the way back: callers see bare names. */
export function createTopicNames(prefix: string) {
  return {
    toKafkaTopic: (topic: string): string => prefix + topic,
    fromKafkaTopic: (topic: string): string => topic.slice(prefix.length),
  };
}

export type TopicNames = ReturnType<typeof createTopicNames>;
