/** The time of day, epoch milliseconds. A parameter everywhere, so that tests and replays decide what "now" is. */
export type Clock = () => number;

/** The machine's clock; only compositions hand it out. */
export const systemClock: Clock = () => Date.now();
