/** How the database keeps a boolean. */
export type Flag = 0 | 1;

/** What every row of a folded entity carries: the position it was computed from, and whether it takes back a former key. */
export interface Versioned {
  readonly tenant: string;
  /** The log partition of the entity. */
  readonly partition: number;
  /** Version of the last event folded in (see version.ts). The highest version of a key wins. */
  readonly version: number;
  /** 1 = tombstone: the entity once had this key and has another one now. */
  readonly deleted: Flag;
}

export function flag(value: boolean): Flag {
  return value ? 1 : 0;
}
