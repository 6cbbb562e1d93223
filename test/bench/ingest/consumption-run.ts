/** What one side needed for the whole backlog. */
export interface ConsumptionRun {
  /** From the start of consuming until the last event was visible. */
  readonly seconds: number;
  /** Processor seconds by process. */
  readonly cpu: Readonly<Record<string, number>>;
}

export function eventsPerSecond(events: number, { seconds }: ConsumptionRun): number {
  return events / seconds;
}

/** Of the consuming side: the broker's share is the same work for both, and is shown beside it. */
export function eventsPerCpuSecond(events: number, { cpu }: ConsumptionRun): number {
  return events / Object.entries(cpu).reduce((sum, [name, seconds]) => (name === "broker" ? sum : sum + seconds), 0);
}
